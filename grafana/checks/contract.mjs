// The metrics contract, read from docs/metrics.md and each service's metrics.md: each series that Prometheus has by it, with its labels.
import { readFileSync } from 'node:fs';
import { services } from '../src/services.mjs';

const always = ['job', 'instance'];
const suffixes = {
  counter: [''],
  gauge: [''],
  histogram: ['_bucket', '_count', '_sum'],
  summary: ['_count', '_sum', '_max'],
};

const names = (text) => [...text.matchAll(/`([^`]+)`/g)].map(([, name]) => name);
const words = (text) => text.split(',').map((word) => word.trim()).filter((word) => /^\w+$/.test(word));

/** Labels that a section's text gives to all of its series, "All with `application` and …" or "All have …", where its table does not name them. */
function sharedLabels(paragraph) {
  if (paragraph.includes('unless the table says otherwise')) return [];
  const [, list] = paragraph.replace(/\([^)]*\)/g, '').match(/\b(?:with|have) ((?:(?:and|,)? *`\w+`,? *)+)/) ?? [];
  return list ? names(list) : [];
}

/** The series of one line of a table, by its header's names of columns. */
function seriesOf(cells, header, shared) {
  const cell = (name) => cells[header.indexOf(name)] ?? '';
  const labels = [...always, ...shared, ...words(cell('tags') || cell('labels'))];
  const kinds = header.includes('type') ? suffixes[cell('type')] : [''];
  if (!kinds) throw new Error(`metrics.md: ${cells[0]} has the unknown type "${cell('type')}"`);
  return names(cells[0]).flatMap((name) =>
    kinds.map((suffix) => [name + suffix, new Set(suffix === '_bucket' ? [...labels, 'le'] : labels)]),
  );
}

/** The contract's series: name → set of labels. */
export function readContract() {
  const pages = ['docs', ...services.map(({ name }) => name)];
  const series = new Map(pages.flatMap((folder) => [...readPage(new URL(`../../${folder}/metrics.md`, import.meta.url))]));
  if (series.size < 50) throw new Error(`metrics.md: only ${series.size} series were understood`);
  return series;
}

function readPage(file) {
  const series = new Map();
  let section = [];
  let shared = [];
  let header;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.startsWith('## ')) {
      [section, shared] = [[], []];
    } else if (line.startsWith('### ')) {
      shared = section;
    } else if (line.startsWith('|')) {
      const cells = line.split('|').slice(1, -1).map((cell) => cell.trim());
      if (!header) header = cells;
      else if (!/^-+$/.test(cells[0])) seriesOf(cells, header, shared).forEach(([name, labels]) => series.set(name, labels));
      continue;
    } else if (sharedLabels(line).length > 0) {
      shared = [...shared, ...sharedLabels(line)];
      section = shared;
    }
    header = undefined;
  }
  return series;
}
