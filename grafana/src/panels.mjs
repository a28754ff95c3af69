// Grafana's panels, with one look for all of them. Each function returns the JSON model of Grafana 12.2, which check.mjs
// holds against Grafana's own schema. `needs` alone is ours: 'load', 'fault', 'recovery' (load after a fault's end) or 'used' (a service
// was used as ../use/<service> does) says that a panel or a query is rightly empty until there was one; it does not go into the file.
import { drillDown } from './links.mjs';
import { services } from './services.mjs';

export const datasource = { type: 'prometheus', uid: '${datasource}' };

export const colors = {
  good: 'green',
  warn: 'orange',
  bad: 'red',
  info: 'blue',
  users: 'purple',
  quiet: '#8e8e8e',
};

// A series of one of these names has the same colour on every dashboard …
const named = {
  p50: colors.good,
  p99: colors.warn,
  'p99.9': colors.bad,
  'users (load generator)': colors.users,
  gateway: 'blue',
  ...Object.fromEntries(services.map(({ name, color }) => [name, color])),
  hit: colors.good,
  miss: colors.warn,
  intended: colors.quiet,
  sent: colors.info,
  'right answers': colors.good,
  'before a fault': colors.good,
  'during a fault': colors.bad,
  'after a fault': colors.info,
  limit: colors.bad,
};

const failure = { 502: colors.bad, 503: '#ff7383', 504: '#c4162a' };

// … and so has one of these values of a label.
const valued = {
  '{{application}}': Object.fromEntries(['gateway', ...services.map(({ name }) => name)].map((name) => [name, named[name]])),
  '{{outcome}}': { found: colors.good, unknown: colors.warn, unavailable: colors.bad, commit: colors.good, rollback: colors.warn },
  '{{status}}': { 200: colors.good, 201: colors.info, 302: colors.good, 404: 'yellow', 499: colors.users, ...failure },
  '{{result}}': { created: colors.good, sent: colors.good, coalesced: colors.warn, leased: colors.good, dropped: colors.warn, failed: colors.bad },
};

const colorOf = (name, color) => ({
  matcher: { id: 'byName', options: name },
  properties: [{ id: 'color', value: { mode: 'fixed', fixedColor: color } }],
});

const dashed = (name) => ({
  matcher: { id: 'byName', options: name },
  properties: [
    { id: 'custom.lineStyle', value: { fill: 'dash', dash: [8, 6] } },
    { id: 'custom.fillOpacity', value: 0 },
    { id: 'custom.stacking', value: { mode: 'none', group: 'A' } },
  ],
});

const refIds = 'ABCDEFGHIJ';

const targets = (queries) =>
  queries.map(([legendFormat, expr, needs], i) => ({
    datasource,
    refId: refIds[i],
    expr: expr.replace(/\s+/g, ' ').trim(),
    legendFormat,
    range: true,
    instant: false,
    editorMode: 'code',
    ...(needs && { needs }),
  }));

const thresholds = (steps) => ({
  mode: 'absolute',
  steps: steps.map(([value, color]) => ({ value, color })),
});

const base = (type, { title, description, unit, queries, steps, min, max, decimals, mappings, to, needs, w, h }) => ({
  type,
  title,
  description,
  datasource,
  targets: targets(queries),
  fieldConfig: {
    defaults: {
      unit,
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
      ...(decimals !== undefined && { decimals }),
      ...(mappings && { mappings }),
      thresholds: thresholds(steps ?? [[null, colors.good]]),
    },
    overrides: [],
  },
  ...(to && { links: (Array.isArray(to[0]) ? to : [to]).map(drillDown) }),
  ...(needs && { needs }),
  w,
  h,
});

/**
 * Lines over time. `queries`: [legend, expression, needs?]; `steps`: thresholds, drawn as dashed lines; `stack`: areas on top of each
 * other; `limits`: names of series that are a bound and are drawn dashed. The axis starts at zero unless `fromZero` is false.
 */
export function lines({ fromZero = true, ...spec }) {
  const panel = base('timeseries', { ...spec, min: fromZero ? 0 : undefined });
  const { defaults, overrides } = panel.fieldConfig;
  defaults.color = { mode: 'palette-classic' };
  defaults.custom = {
    drawStyle: 'line',
    lineInterpolation: 'linear',
    lineWidth: 2,
    fillOpacity: spec.stack ? 40 : 8,
    showPoints: 'auto',
    pointSize: 4,
    spanNulls: false,
    stacking: { mode: spec.stack ? 'normal' : 'none', group: 'A' },
    thresholdsStyle: { mode: spec.steps ? 'dashed' : 'off' },
  };
  for (const [legend] of spec.queries) {
    const fixed = valued[legend] ?? (named[legend] && { [legend]: named[legend] }) ?? {};
    const nothing = legend.includes('{{') && { none: colors.quiet };
    for (const [name, color] of Object.entries({ ...fixed, ...nothing })) overrides.push(colorOf(name, color));
  }
  for (const name of spec.limits ?? []) overrides.push(dashed(name));
  panel.options = {
    legend: { showLegend: true, displayMode: 'list', placement: 'bottom', calcs: spec.calcs ?? [] },
    tooltip: { mode: 'multi', sort: 'desc' },
  };
  return panel;
}

/** The last value as a figure, coloured by `steps`, over a small line of how it came to it. */
export function figure(spec) {
  const panel = base('stat', { h: 4, ...spec });
  panel.fieldConfig.defaults.color = { mode: 'thresholds' };
  panel.options = {
    reduceOptions: { calcs: [spec.calc ?? 'lastNotNull'], fields: '', values: false },
    orientation: 'auto',
    textMode: spec.queries.length > 1 ? 'value_and_name' : 'value',
    colorMode: 'value',
    graphMode: 'area',
    justifyMode: 'auto',
    wideLayout: true,
    showPercentChange: false,
    percentChangeColorMode: 'standard',
  };
  return panel;
}

/** A bar a series over time, coloured by its state. `states`: value → [text, colour]. */
export function states({ states: texts, ...spec }) {
  const options = Object.fromEntries(
    Object.entries(texts).map(([value, [text, color]], index) => [value, { text, color, index }]),
  );
  const panel = base('state-timeline', { unit: 'none', ...spec, mappings: [{ type: 'value', options }] });
  panel.fieldConfig.defaults.color = { mode: 'thresholds' };
  panel.fieldConfig.defaults.custom = { fillOpacity: 80, lineWidth: 0 };
  panel.options = {
    mergeValues: true,
    showValue: 'never',
    alignValue: 'left',
    rowHeight: 0.8,
    legend: { showLegend: true, displayMode: 'list', placement: 'bottom', calcs: [] },
    tooltip: { mode: 'single', sort: 'none' },
  };
  return panel;
}

/** A text in Markdown over the whole width. */
export const text = (content) => ({
  type: 'text',
  title: '',
  transparent: true,
  options: { mode: 'markdown', content },
  w: 24,
  h: 2,
});
