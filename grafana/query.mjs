// Asks a running Prometheus every query of every dashboard, and fails for those that show nothing.
//   node grafana/query.mjs --prometheus http://localhost:9090 [--during load|fault|recovery|used,…] [--within 2m] [--timeout 60s]
// --during: what there was within the time asked for (`--within`). Panels that need a load, a fault under load, load after a
// fault's end, or services in use (as by all of grafana/use) are asked only then. Asks again until all have data, or `--timeout` is over.
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
const comesWith = { load: [], fault: ['load'], recovery: ['load', 'fault'], used: [] };
const during = options.during.split(',').filter(Boolean);
const unknown = during.find((event) => !(event in comesWith));
if (unknown) throw new Error(`--during takes ${Object.keys(comesWith).join(', ')}, not ${unknown}`);
const given = new Set(during.flatMap((event) => [event, ...comesWith[event]]));

const all = Object.values(dashboards).flatMap((dashboard) =>
  queriesOf(dashboard).map((query) => ({ ...query, expr: substitute(query.expr, dashboard) })),
);
const isGiven = ({ needs }) => !needs || given.has(needs);
const asked = all.filter(isGiven);

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
const lacking = [...new Set(all.filter((query) => !isGiven(query)).map(({ needs }) => needs))];
console.log(`${asked.length} queries have data; ${all.length - asked.length} more need ${lacking.join(' or ') || 'nothing'}.`);
