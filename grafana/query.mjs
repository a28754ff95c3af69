// Asks a running Prometheus every query of every dashboard, and fails for those that show nothing.
//   node grafana/query.mjs --prometheus http://localhost:9090 [--during load|fault|recovery] [--within 2m] [--timeout 60s]
// --during: what there was within the time asked for (`--within`). Panels that need a load, a fault under load, or load after a
// fault's end are asked only then. Asks again until all have data, or `--timeout` is over.
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { range, seconds } from './lib/prometheus.mjs';
import { legendLabels, queriesOf, substitute } from './lib/variables.mjs';
import { dashboards } from './src/dashboards.mjs';

const { values: options } = parseArgs({
  options: {
    prometheus: { type: 'string', default: 'http://localhost:9090' },
    during: { type: 'string', default: '' },
    within: { type: 'string', default: '2m' },
    timeout: { type: 'string', default: '60s' },
  },
});
const events = ['', 'load', 'fault', 'recovery']; // each comes with those before it
if (!events.includes(options.during)) throw new Error(`--during takes load, fault or recovery, not ${options.during}`);
const given = events.slice(0, events.indexOf(options.during) + 1);

const all = Object.values(dashboards).flatMap((dashboard) =>
  queriesOf(dashboard).map((query) => ({ ...query, expr: substitute(query.expr, dashboard) })),
);
const asked = all.filter(({ needs = '' }) => given.includes(needs));

/** What is wrong with a query's answer, if anything. */
async function problem({ expr, legend }) {
  const to = Math.floor(Date.now() / 1000);
  let series;
  try {
    series = await range(options.prometheus, expr, { from: to - seconds(options.within), to, step: 5 });
  } catch (error) {
    return error.message;
  }
  if (series.length === 0) return 'no data';
  const labels = legendLabels(legend);
  const nameless = labels.length > 0 && series.find(({ metric }) => !labels.some((label) => metric[label]));
  return nameless ? `a series without a name: ${JSON.stringify(nameless.metric)}` : undefined;
}

async function ask(queries) {
  const problems = [];
  for (const query of queries) {
    const found = await problem(query);
    if (found) problems.push({ ...query, problem: found });
  }
  return problems;
}

const end = Date.now() + seconds(options.timeout) * 1000;
let problems = await ask(asked);
while (problems.length > 0 && Date.now() < end) {
  await pause(2000);
  problems = await ask(problems);
}
if (problems.length > 0) {
  for (const { where, problem: found, expr } of problems) console.error(`${where}: ${found}\n    ${expr}`);
  console.error(`${problems.length} of ${asked.length} queries show nothing.`);
  process.exit(1);
}
console.log(`${asked.length} queries have data; ${all.length - asked.length} more need ${events.slice(given.length).join(' or ') || 'nothing'}.`);
