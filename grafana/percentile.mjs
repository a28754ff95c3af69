// Holds the p99 that Prometheus tells of a load against the one that the load generator's HdrHistograms have of the same requests.
//   node grafana/percentile.mjs --prometheus http://localhost:9090 --samples results/…/samples.json [--within 2m]
// Fails when they are more than a tenth apart. The load is the only one, and over, within the time asked for.
import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build, decodeFromCompressedBase64 } from 'hdr-histogram-js';
import { range } from './lib/prometheus.mjs';

const { values: options } = parseArgs({
  options: {
    prometheus: { type: 'string', default: 'http://localhost:9090' },
    samples: { type: 'string' },
    within: { type: 'string', default: '2m' },
  },
});

const samples = JSON.parse(await readFile(options.samples, 'utf8'));
const truth = build({ lowestDiscernibleValue: 1, highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: 3 });
for (const { operations } of samples.seconds) {
  for (const { ok, histogram } of Object.values(operations)) if (ok > 0) truth.add(decodeFromCompressedBase64(histogram));
}

const counts = `sum by (le) (max_over_time(lab_load_request_seconds_bucket{arm="load"}[${options.within}]))`;
async function newest(query) {
  const to = Math.floor(Date.now() / 1000);
  return (await range(options.prometheus, query, { from: to - 1, to, step: 1 })).at(0)?.values.at(-1)[1];
}
const end = Date.now() + 20_000; // the last figures are scraped within five seconds
let counted = await newest(`max(${counts})`);
while (counted !== truth.totalCount && Date.now() < end) {
  await pause(1000);
  counted = await newest(`max(${counts})`);
}
const told = await newest(`histogram_quantile(0.99, ${counts})`);
if (told === undefined) throw new Error('Prometheus has no figures of a load');

const actual = truth.getValueAtPercentile(99) / 1e6;
console.log(`p99 of ${truth.totalCount} requests: ${actual} s; Prometheus: ${told.toFixed(6)} s of ${counted}, ${(told / actual).toFixed(3)} times`);
if (counted !== truth.totalCount) throw new Error('Prometheus has other requests than the load generator');
if (Math.abs(told / actual - 1) > 0.1) throw new Error('they are more than a tenth apart');
