// Draws every dashboard from a running Prometheus: one HTML page and one PNG each. Grafana has no part in it: it shows what the
// queries, units, colours and thresholds of the dashboards come to, where there is no Grafana.
//   node grafana/render.mjs --prometheus http://localhost:9090 --out DIR [--from now-15m] [--to now]
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { page, width } from './draw/page.mjs';
import { seriesOf } from './draw/series.mjs';
import { range, seconds } from './lib/prometheus.mjs';
import { substitute } from './lib/variables.mjs';
import { dashboards } from './src/dashboards.mjs';

process.env.TZ = 'UTC';
const { values: options } = parseArgs({
  options: {
    prometheus: { type: 'string', default: 'http://localhost:9090' },
    out: { type: 'string' },
    from: { type: 'string', default: 'now-15m' },
    to: { type: 'string', default: 'now' },
  },
});
if (!options.out) throw new Error('--out: the folder for the pictures');
const out = resolve(options.out);
const browser = process.env.CHROMIUM ?? 'chromium';
const quiet = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--hide-scrollbars']
  .concat(['--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-extensions']);

/** "now-15m" in seconds since the epoch, on the grid of the scrapes. */
const time = (text) => Math.floor((Date.now() / 1000 - (text === 'now' ? 0 : seconds(text.replace(/^now-/, '')))) / 5) * 5;

const from = time(options.from);
const to = time(options.to);
const step = Math.max(5, Math.ceil((to - from) / 360 / 5) * 5);
const span = { from, to, step };

/** Faults as areas: a series' points that lie beside each other are one. */
async function faultsOf(dashboard) {
  const [{ target }] = dashboard.annotations.list;
  const answers = await range(options.prometheus, target.expr, span);
  return answers.flatMap(({ metric, values }) =>
    values.reduce((found, [at]) => {
      const last = found.at(-1);
      if (last && at - last.to <= step) last.to = at;
      else found.push({ name: `${metric.fault} ${metric.node}`, from: at, to: at });
      return found;
    }, []),
  );
}

async function seriesOfPanels(dashboard) {
  const series = new Map();
  for (const panel of dashboard.panels.filter(({ targets }) => targets)) {
    const answers = [];
    for (const { expr } of panel.targets) answers.push(await range(options.prometheus, substitute(expr, dashboard), span));
    series.set(panel.id, seriesOf(panel, answers, span));
  }
  return series;
}

async function photograph(html, height, png) {
  const profile = mkdtempSync(join(tmpdir(), 'dashboards-'));
  try {
    const flags = [...quiet, `--user-data-dir=${profile}`, `--window-size=${width},${height}`, `--screenshot=${png}`];
    await promisify(execFile)(browser, [...flags, `file://${html}`], { timeout: 60_000, killSignal: 'SIGKILL' });
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

mkdirSync(out, { recursive: true });
for (const [name, dashboard] of Object.entries(dashboards)) {
  const { html, height } = page(dashboard, await seriesOfPanels(dashboard), await faultsOf(dashboard), span);
  const file = join(out, `${name}.html`);
  writeFileSync(file, html);
  await photograph(file, height, join(out, `${name}.png`));
  console.log(join(out, `${name}.png`));
}
