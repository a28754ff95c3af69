// What makes a dashboard of panels: rows on the grid, variables, the faults as annotations, links to the others.
import { link } from './links.mjs';
import { colors, datasource, text } from './panels.mjs';

/** A row of panels below its title; panels without a width share what is left of the 24 columns. */
export const row = (title, ...panels) => ({ title, panels });

const variable = (spec) => ({
  hide: 0,
  skipUrlSync: false,
  ...spec,
});

/** A choice among the values of a label; all of them unless somebody chooses. */
export const labelVariable = (name, label, metric, description, needs) =>
  variable({
    needs,
    name,
    label,
    description,
    type: 'query',
    datasource,
    query: {
      qryType: 1,
      query: `label_values(${metric}, ${name})`,
      refId: 'PrometheusVariableQueryEditor-VariableQuery',
    },
    refresh: 2,
    sort: 7,
    multi: true,
    includeAll: true,
    allValue: '.*',
    current: { selected: true, text: ['All'], value: ['$__all'] },
    options: [],
    regex: '',
  });

const windows = ['15s', '20s', '30s', '1m', '5m'];

const commonVariables = [
  variable({
    name: 'datasource',
    label: 'Prometheus',
    description: 'Where the figures come from.',
    type: 'datasource',
    query: 'prometheus',
    refresh: 1,
    multi: false,
    includeAll: false,
    current: { selected: true, text: 'Prometheus', value: 'prometheus' },
    options: [],
    regex: '',
  }),
  variable({
    name: 'interval',
    label: 'Rates over',
    description: 'How far back a rate or a percentile looks. Short shows a fault at once, long is smooth.',
    type: 'interval',
    query: windows.join(','),
    refresh: 0,
    current: { selected: true, text: '20s', value: '20s' },
    options: windows.map((value) => ({ selected: value === '20s', text: value, value })),
  }),
];

const faults = {
  name: 'Faults',
  datasource,
  enable: true,
  hide: false,
  iconColor: colors.bad,
  target: {
    refId: 'Anno',
    expr: 'max by (node, fault) (lab_fault_active) == 1',
    interval: '5s',
  },
  titleFormat: '{{fault}} {{node}}',
  textFormat: '',
  tagKeys: 'fault,node',
  useValueForTime: false,
};

/** Widths of a row's panels: their own, or a share of what the others leave of the 24 columns. */
function shares(panels) {
  const free = 24 - panels.reduce((sum, { w = 0 }) => sum + w, 0);
  const sharing = panels.filter(({ w }) => w === undefined).length;
  let served = 0;
  return panels.map(({ w }) => w ?? Math.floor(free / sharing) + (served++ < free % sharing ? 1 : 0));
}

/** Places rows on the grid of 24 columns, one below the other, and numbers their panels. */
function place(rows) {
  const placed = [];
  let y = 0;
  const put = (panel, x, w, h) => placed.push({ id: placed.length + 1, ...panel, gridPos: { x, y, w, h } });
  for (const { title, panels } of rows) {
    if (title) {
      put({ type: 'row', title, collapsed: false, panels: [] }, 0, 24, 1);
      y += 1;
    }
    const widths = shares(panels);
    const height = Math.max(...panels.map((panel) => panel.h ?? 8));
    let x = 0;
    panels.forEach(({ w, h, ...panel }, i) => {
      put(panel, x, widths[i], height);
      x += widths[i];
    });
    y += height;
  }
  return placed;
}

/** A whole dashboard. `look`: one sentence on what to look at; `try`: a command that makes something happen here. */
export const dashboard = ({ uid, title, description, look, command, variables = [], rows }) => ({
  uid,
  title,
  description,
  tags: ['lab'],
  schemaVersion: 41,
  version: 1,
  editable: true,
  graphTooltip: 2,
  refresh: '5s',
  time: { from: 'now-15m', to: 'now' },
  timezone: 'browser',
  timepicker: { refresh_intervals: ['5s', '10s', '30s', '1m', '5m'] },
  annotations: { list: [faults] },
  links: [{ ...link('Dashboards', ''), type: 'dashboards', tags: ['lab'], keepTime: true, icon: 'dashboard' }],
  templating: { list: [...commonVariables, ...variables] },
  panels: place([row('', text(`${look} Try \`${command}\`; faults are drawn in red.`)), ...rows]),
});
