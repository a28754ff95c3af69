// What Grafana's schema cannot say: that references resolve, nothing overlaps, and every panel says what it shows.
import { isBuiltIn, used } from '../lib/variables.mjs';

const repeated = (values) => values.filter((value, i) => values.indexOf(value) !== i);

const overlap = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

function gridErrors(panels) {
  const errors = panels
    .filter(({ gridPos: { x, w, h } }) => x < 0 || x + w > 24 || w < 1 || h < 1)
    .map(({ title }) => `panel "${title}" is outside of the grid's 24 columns`);
  panels.forEach((a, i) => {
    for (const b of panels.slice(i + 1)) {
      if (overlap(a.gridPos, b.gridPos)) errors.push(`panels "${a.title}" and "${b.title}" overlap`);
    }
  });
  return errors;
}

function panelErrors(panel) {
  const { title, description, targets, fieldConfig } = panel;
  if (panel.type === 'row' || panel.type === 'text') return [];
  return [
    !title && `panel ${panel.id} has no title`,
    !description && `panel "${title}" has no description`,
    !fieldConfig.defaults.unit && `panel "${title}" has no unit`,
    targets.length === 0 && `panel "${title}" has no query`,
    ...repeated(targets.map(({ refId }) => refId)).map((refId) => `panel "${title}" has two queries ${refId}`),
    ...targets.filter(({ legendFormat }) => !legendFormat).map(({ refId }) => `query ${refId} of panel "${title}" has no legend`),
  ].filter(Boolean);
}

/** Every reference to a data source below a value. */
function dataSources(value) {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, below]) => (key === 'datasource' ? [below] : dataSources(below)));
}

function referenceErrors(dashboard, uids) {
  const variables = dashboard.templating.list.map(({ name }) => name);
  const sources = new Set(dashboard.templating.list.filter(({ type }) => type === 'datasource').map(({ name }) => `\${${name}}`));
  const links = [...dashboard.links, ...dashboard.panels.flatMap(({ links: ofPanel = [] }) => ofPanel)];
  const everything = JSON.stringify({ panels: dashboard.panels, links, annotations: dashboard.annotations });
  const names = used(everything);
  return [
    ...dataSources(dashboard)
      .filter(({ uid }) => !sources.has(uid))
      .map(({ uid }) => `the data source ${uid} is none of its variables`),
    ...names.filter((name) => !variables.includes(name) && !isBuiltIn(name)).map((name) => `$${name} is not defined`),
    ...variables.filter((name) => !names.includes(name)).map((name) => `the variable ${name} is used nowhere`),
    ...links
      .filter(({ type }) => type === 'link')
      .filter(({ url }) => !uids.includes(url.match(/^\/d\/([\w-]+)/)?.[1]))
      .map(({ title, url }) => `the link "${title}" to ${url} leads nowhere`),
    ...repeated(variables).map((name) => `the variable ${name} is defined twice`),
  ];
}

/** What is wrong with a dashboard by itself and among the others, whose uids are given. */
export const structureErrors = (dashboard, uids) => [
  ...(uids.filter((uid) => uid === dashboard.uid).length > 1 ? [`the uid ${dashboard.uid} is another dashboard's, too`] : []),
  ...repeated(dashboard.panels.map(({ id }) => id)).map((id) => `two panels have the id ${id}`),
  ...dashboard.panels.flatMap(panelErrors),
  ...gridErrors(dashboard.panels),
  ...referenceErrors(dashboard, uids),
];
