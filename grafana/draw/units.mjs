// Figures as Grafana writes them, for the units that the dashboards use.

const thousands = ['', 'K', 'Mil', 'Bil'];
const binary = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
const perSecond = { reqps: ' req/s', ops: ' ops/s', cps: ' c/s' };

/** A power of a base that suits a value, and its suffix. */
function scaled(value, base, suffixes, space) {
  const power = Math.min(Math.max(0, Math.floor(Math.log(Math.max(value, 1)) / Math.log(base))), suffixes.length - 1);
  return { by: base ** power, suffix: `${space}${suffixes[power]}` };
}

function timeScale(value) {
  if (value >= 3600) return { by: 3600, suffix: ' hours' };
  if (value >= 60) return { by: 60, suffix: ' mins' };
  if (value >= 1) return { by: 1, suffix: ' s' };
  return value >= 0.001 ? { by: 1e-3, suffix: ' ms' } : { by: 1e-6, suffix: ' µs' };
}

/** What values of a unit about as large as `value` are divided by, and what stands after them. */
export function scaleOf(unit, value) {
  const size = Math.abs(value);
  if (unit === 's') return timeScale(size);
  if (unit === 'bytes') return scaled(size, 1024, binary, ' ');
  if (unit === 'Bps') {
    const { by, suffix } = scaled(size, 1000, ['B/s', 'kB/s', 'MB/s', 'GB/s'], ' ');
    return { by, suffix };
  }
  if (unit === 'percentunit') return { by: 0.01, suffix: '%' };
  if (unit in perSecond) {
    const { by, suffix } = scaled(size, 1000, thousands, '');
    return { by, suffix: suffix + perSecond[unit] };
  }
  if (unit === 'short') return scaled(size, 1000, thousands, size >= 1000 ? ' ' : '');
  if (unit === 'none') return { by: 1, suffix: '' };
  throw new Error(`the unit ${unit} is not known to draw/units.mjs`);
}

/** A figure with its unit; with three digits that count unless `decimals` says otherwise. */
export function format(value, unit, decimals) {
  const { by, suffix } = scaleOf(unit, value);
  const figure = value / by;
  const places = decimals ?? Math.max(0, Math.min(3, 2 - Math.floor(Math.log10(Math.abs(figure) || 1))));
  return `${Number(figure.toFixed(places))}${suffix}`;
}
