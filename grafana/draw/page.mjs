// A dashboard as one HTML page: its panels on the grid of 24 columns, each with title, picture and legend.
import { color, theme, thresholdColor } from './colors.mjs';
import { drawLines } from './lines.mjs';
import { drawStates } from './states.mjs';
import { format } from './units.mjs';

export const width = 1600;
const head = 84;
const cell = 38; // of the grid, with the gap below it
const gap = 8;
const column = (width - gap) / 24;

const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const markdown = (text) =>
  escape(text)
    .replace(/\*\*(.+?)\*\*/g, '<b>$1</b>')
    .replace(/`(.+?)`/g, '<code>$1</code>')
    .replace(/\n\n/g, '<br>');

const style = `
  body { margin: 0; background: ${theme.page}; color: ${theme.text}; font: 13px "DejaVu Sans", sans-serif; width: ${width}px; position: relative; }
  header { padding: 12px 16px; } header h1 { font-size: 20px; margin: 0 0 6px; } header span { color: ${theme.dim}; margin-right: 18px; }
  header .stamp { color: ${color('orange')}; }
  section { position: absolute; background: ${theme.panel}; border: 1px solid ${theme.edge}; border-radius: 3px; box-sizing: border-box; overflow: hidden; }
  section.row, section.text { background: none; border: none; } section.row { font-weight: bold; padding: 8px 4px; } section.text { padding: 8px; line-height: 1.9; }
  h2 { font-size: 13px; font-weight: bold; margin: 0; padding: 7px 10px 3px; white-space: nowrap; }
  .legend { padding: 0 10px; font-size: 11px; line-height: 16px; height: 34px; overflow: hidden; }
  .legend span { display: inline-block; margin-right: 12px; white-space: nowrap; } .legend i { display: inline-block; width: 12px; height: 3px; margin-right: 5px; vertical-align: middle; }
  .empty { color: ${theme.dim}; text-align: center; padding-top: 12px; } .figure { font-size: 34px; text-align: center; padding-top: 6px; }
  code { background: ${theme.edge}; padding: 2px 5px; border-radius: 3px; }
`;

const entry = (name, ink) => `<span><i style="background:${ink}"></i>${escape(name)}</span>`;

const legend = (entries) => `<div class="legend">${entries.join('')}</div>`;

/** How the figure came to be what it is, as a small area below it. */
function sparkline(data, ink, box) {
  const points = data.filter(([, value]) => value !== null);
  if (points.length < 2) return '';
  const times = points.map(([time]) => time);
  const low = Math.min(0, ...points.map(([, value]) => value));
  const high = Math.max(...points.map(([, value]) => value), low + 1e-12);
  const first = times[0];
  const last = times.at(-1);
  const x = (time) => ((time - first) / (last - first)) * box.width;
  const y = (value) => box.height - ((value - low) / (high - low)) * (box.height - 3);
  const path = points.map(([time, value]) => `${x(time).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  return `<svg width="${box.width}" height="${box.height}" style="position:absolute;left:0;bottom:0"><polygon points="0,${box.height} ${path} ${box.width},${box.height}" fill="${ink}" opacity="0.25"/><polyline points="${path}" fill="none" stroke="${ink}"/></svg>`;
}

function figure(panel, series, box) {
  const { unit, decimals, thresholds } = panel.fieldConfig.defaults;
  const values = series[0].data.map(([, value]) => value).filter((value) => value !== null);
  const value = panel.options.reduceOptions.calcs[0] === 'max' ? Math.max(...values) : values.at(-1);
  const ink = thresholdColor(thresholds, value);
  return `<div class="figure" style="color:${ink}">${format(value, unit, decimals)}</div>${sparkline(series[0].data, ink, { width: box.width, height: 36 })}`;
}

function picture(panel, series, faults, box) {
  if (series.length === 0) return `<div class="empty">No data${panel.needs ? `: needs a ${panel.needs}` : ''}</div>`;
  const size = { ...box, height: box.height - 64 };
  switch (panel.type) {
    case 'stat':
      return figure(panel, series, box);
    case 'timeseries':
      return drawLines(panel, series, faults, size) + legend(series.map(({ name, color: ink }) => entry(name, ink)));
    case 'state-timeline':
      return (
        drawStates(panel, series, faults, size) +
        legend(Object.values(panel.fieldConfig.defaults.mappings[0].options).map(({ text, color: name }) => entry(text, color(name))))
      );
    default:
      throw new Error(`draw/page.mjs cannot draw a panel of type ${panel.type}`);
  }
}

function section(panel, series, faults, span) {
  const { x, y, w, h } = panel.gridPos;
  const box = { ...span, width: Math.floor(w * column - gap), height: h * cell - gap };
  const place = `left:${gap + x * column}px;top:${head + y * cell}px;width:${box.width}px;height:${box.height}px`;
  if (panel.type === 'row') return `<section class="row" style="${place}">${escape(panel.title)}</section>`;
  if (panel.type === 'text') return `<section class="text" style="${place}">${markdown(panel.options.content)}</section>`;
  return `<section style="${place}"><h2>${escape(panel.title)}</h2>${picture(panel, series, faults, box)}</section>`;
}

const clock = (seconds) => new Date(seconds * 1000).toISOString().slice(11, 19);

/**
 * The page and its height in pixels. `seriesOfPanel`: panel id → series; `faults`: `{ from, to, name }`; `span`: `{ from, to, step }`, all in
 * seconds.
 */
export function page(dashboard, seriesOfPanel, faults, span) {
  const height = head + Math.max(...dashboard.panels.map(({ gridPos: { y, h } }) => y + h)) * cell + gap;
  const choices = dashboard.templating.list
    .filter(({ type }) => type !== 'datasource')
    .map(({ label, current }) => `${label}: ${[current.text].flat().join(', ')}`);
  const told = faults.map(({ name, from, to }) => `${name} ${clock(from)}–${clock(to)}`);
  const notes = [`${clock(span.from)}–${clock(span.to)} UTC`, ...choices, told.length > 0 ? `Faults: ${told.join(', ')}` : 'No faults'];
  const html = `<!doctype html><meta charset="utf-8"><title>${escape(dashboard.title)}</title><style>${style}body { height: ${height}px; }</style>
<header><h1>${escape(dashboard.title)}</h1><span class="stamp">drawn by render.mjs from Prometheus, not by Grafana</span>${notes.map((note) => `<span>${escape(note)}</span>`).join('')}</header>
${dashboard.panels.map((panel) => section(panel, seriesOfPanel.get(panel.id) ?? [], faults, span)).join('\n')}
`;
  return { html, height };
}
