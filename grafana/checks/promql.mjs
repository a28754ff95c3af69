// Parses every query as Prometheus would, and holds its metrics and labels against the contract.
import { parser } from '@prometheus-io/lezer-promql';
import { isBuiltIn, legendLabels, queriesOf, substitute, used } from '../lib/variables.mjs';

/** What a query names: its metrics, each with the labels it is matched by; the labels grouped by; where it cannot be parsed. */
export function parse(expr) {
  const found = { metrics: [], grouped: [], made: [], errors: [] };
  parser.parse(expr).iterate({
    enter({ type, node, from, to }) {
      const text = expr.slice(from, to);
      if (type.isError) found.errors.push(from);
      else if (type.name === 'VectorSelector') found.metrics.push(selector(node, expr));
      else if (type.name === 'LabelName' && node.parent.name === 'GroupingLabels') found.grouped.push(text);
      else if (type.name === 'LabelReplace') {
        found.made.push(...[...expr.slice(from).matchAll(/^label_replace\(.*?\), "(\w+)"/g)].map(([, label]) => label));
      }
    },
  });
  return found;
}

function selector(node, expr) {
  const name = node.getChild('Identifier');
  const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
  const labels = matchers.map((matcher) => matcher.getChild('LabelName')).map(({ from, to }) => expr.slice(from, to));
  return { name: name && expr.slice(name.from, name.to), labels };
}

function errorsOf({ expr, legend }, dashboard, contract) {
  const defined = new Set(dashboard.templating.list.map(({ name }) => name));
  const unknown = used(expr).filter((name) => !defined.has(name) && !isBuiltIn(name));
  if (unknown.length > 0) return unknown.map((name) => `uses the variable $${name}, which is not defined`);

  const query = substitute(expr, dashboard);
  const { metrics, grouped, made, errors } = parse(query);
  if (errors.length > 0) return [`does not parse at character ${errors[0]}: ${query.slice(errors[0], errors[0] + 30)}`];

  const known = new Set(metrics.flatMap(({ name }) => [...(contract.get(name) ?? [])]));
  return [
    ...metrics.filter(({ name }) => !contract.has(name)).map(({ name }) => `uses ${name}, which is in no metrics.md`),
    ...metrics.flatMap(({ name, labels }) =>
      labels.filter((label) => contract.get(name)?.has(label) === false).map((label) => `asks ${name} for the label ${label}, which it does not have`),
    ),
    ...grouped.filter((label) => !known.has(label)).map((label) => `groups by ${label}, which none of its metrics has`),
    ...legendLabels(legend)
      .filter((label) => !known.has(label) && !made.includes(label))
      .map((label) => `names {{${label}}} in its legend, which none of its metrics has`),
  ];
}

/** What is wrong with a dashboard's queries. */
export const queryErrors = (dashboard, contract) =>
  queriesOf(dashboard).flatMap((query) => errorsOf(query, dashboard, contract).map((error) => `${query.where}: ${error}\n    ${query.expr}`));
