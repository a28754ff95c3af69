// A panel's series, from Prometheus's answers: named by the legend, coloured by the panel, with gaps where there are some.
import { legendLabels } from '../lib/variables.mjs';
import { color, paletteColor } from './colors.mjs';

const nameOf = (legend, metric) =>
  legendLabels(legend)
    .reduce((name, label) => name.replaceAll(`{{${label}}}`, metric[label] ?? ''), legend)
    .trim();

/** Points at every step from one time to another: null where there is none. */
function everyStep(values, { from, to, step }) {
  const found = new Map(values);
  const data = [];
  for (let time = from; time <= to; time += step) data.push([time, found.get(time) ?? null]);
  return data;
}

/** `answers`: one for each target of the panel, as lib/prometheus.mjs gives them. */
export function seriesOf(panel, answers, span) {
  const ofName = (name) =>
    Object.fromEntries(
      panel.fieldConfig.overrides
        .filter(({ matcher }) => matcher.options === name)
        .flatMap(({ properties }) => properties.map(({ id, value }) => [id, value])),
    );
  const stacked = panel.fieldConfig.defaults.custom?.stacking?.mode === 'normal';
  return answers
    .flatMap((answer, i) => answer.map(({ metric, values }) => ({ name: nameOf(panel.targets[i].legendFormat, metric), values })))
    .map(({ name, values }, i) => {
      const own = ofName(name);
      return {
        name,
        data: everyStep(values, span),
        color: own.color ? color(own.color.fixedColor) : paletteColor(i),
        dashed: own['custom.lineStyle']?.fill === 'dash',
        stacked: stacked && own['custom.stacking']?.mode !== 'none',
      };
    });
}
