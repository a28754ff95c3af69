// A panel of type state-timeline as SVG: one bar a series, coloured by its state, with gaps where it has none.
import { color, theme } from './colors.mjs';

/** Neighbours of the same value, put together: `{ from, to, value }`. */
function runs(data, step) {
  const found = [];
  for (const [time, value] of data) {
    const last = found.at(-1);
    if (value === null) continue;
    if (last && last.value === value && time - last.to < 1) last.to = time + step;
    else found.push({ from: time, to: time + step, value });
  }
  return found;
}

const timeText = (seconds) => new Date(seconds * 1000).toTimeString().slice(0, 5);

/** The panel's SVG; a fault is outlined in red. */
export function drawStates(panel, series, faults, { from, to, step, width, height }) {
  const [{ options }] = panel.fieldConfig.defaults.mappings;
  const margin = 24 + 7 * Math.max(...series.map(({ name }) => name.length));
  const x = (time) => margin + ((Math.min(Math.max(time, from), to) - from) / (to - from)) * (width - margin - 22);
  const lane = (height - 24) / Math.max(1, series.length);
  const bar = Math.min(26, lane * panel.options.rowHeight);
  const rows = series.map(({ name, data }, i) => {
    const y = 4 + i * lane + (lane - bar) / 2;
    const bars = runs(data, step).map(
      ({ from: start, to: end, value }) =>
        `<rect x="${x(start)}" y="${y}" width="${Math.max(1, x(end) - x(start))}" height="${bar}" fill="${color(options[value]?.color ?? theme.dim)}" opacity="0.8"/>`,
    );
    const label = `<text x="${margin - 8}" y="${y + bar / 2 + 4}" text-anchor="end" font-size="11" fill="${theme.text}">${name}</text>`;
    return label + bars.join('');
  });
  const areas = faults.map(
    ({ from: start, to: end }) =>
      `<rect x="${x(start)}" y="0" width="${Math.max(1, x(end) - x(start))}" height="${height - 20}" fill="${color('red')}" opacity="0.25"/>`,
  );
  const ticks = Array.from({ length: 5 }, (_, i) => from + ((to - from) * i) / 4).map(
    (time, i) => `<text x="${x(time)}" y="${height - 4}" text-anchor="${i === 4 ? 'end' : 'middle'}" font-size="11" fill="${theme.dim}">${timeText(time)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${rows.join('')}${areas.join('')}${ticks.join('')}</svg>`;
}
