// Grafana's variables in queries: which there are, and what Grafana would put in their place with nothing chosen.

const pattern = /\$\{(\w+)(?::\w+)?\}|\$(\w+)/g;

/** Grafana's own, which no dashboard defines. */
const builtIn = { __url_time_range: '', __range: '15m', __interval: '5s', __rate_interval: '20s' };

/** Names of the variables that a text uses. */
export const used = (text) => [...text.matchAll(pattern)].map(([, braced, bare]) => braced ?? bare);

export const isBuiltIn = (name) => name in builtIn;

/** The text with every variable of the dashboard replaced: by "all" where that can be chosen, by its first choice elsewhere. */
export function substitute(text, dashboard) {
  const values = new Map(Object.entries(builtIn));
  for (const { name, includeAll, allValue, current } of dashboard.templating.list) {
    values.set(name, includeAll ? allValue : current.value);
  }
  return text.replace(pattern, (whole, braced, bare) => values.get(braced ?? bare) ?? whole);
}

/** Every query of a dashboard: of its panels, its annotations and its variables, each as `{ where, expr, legend, needs }`. */
export function queriesOf(dashboard) {
  const ofPanels = dashboard.panels.flatMap((panel) =>
    (panel.targets ?? []).map((target) => ({
      where: `${dashboard.uid} / ${panel.title} / ${target.refId}`,
      expr: target.expr,
      legend: target.legendFormat,
      needs: target.needs ?? panel.needs,
    })),
  );
  const ofAnnotations = dashboard.annotations.list.map(({ name, target, titleFormat }) => ({
    where: `${dashboard.uid} / annotation ${name}`,
    expr: target.expr,
    legend: titleFormat,
    needs: 'fault',
  }));
  return [...ofPanels, ...ofAnnotations, ...labelQueries(dashboard)];
}

/** The variables that list a label's values, as the series that they take them from. */
const labelQueries = (dashboard) =>
  dashboard.templating.list
    .filter(({ type }) => type === 'query')
    .map(({ name, query, needs }) => {
      const [, expr, label] = query.query.match(/^label_values\((.*), (\w+)\)$/);
      return { where: `${dashboard.uid} / variable ${name}`, expr: `count by (${label}) (${expr})`, legend: `{{${label}}}`, needs };
    });

/** Labels that a legend names. */
export const legendLabels = (legend) => [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label);
