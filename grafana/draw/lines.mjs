// A panel of type timeseries as SVG: lines or stacked areas, thresholds, and the faults as red areas.
import * as echarts from 'echarts';
import { color, theme } from './colors.mjs';
import { scaleOf } from './units.mjs';

const isolated = (data, i) => data[i][1] !== null && (data[i - 1]?.[1] ?? null) === null && (data[i + 1]?.[1] ?? null) === null;

function line({ name, color: own, dashed, stacked, data }, custom) {
  return {
    type: 'line',
    name,
    data,
    color: own,
    connectNulls: false,
    animation: false,
    symbol: 'circle',
    showSymbol: true,
    showAllSymbol: true,
    symbolSize: (value, { dataIndex }) => (isolated(data, dataIndex) ? custom.pointSize : 0),
    lineStyle: { width: custom.lineWidth, type: dashed ? 'dashed' : 'solid' },
    ...(stacked && { stack: 'all' }),
    ...(!dashed && { areaStyle: { opacity: custom.fillOpacity / 100 } }),
  };
}

/** The lines of thresholds, and the areas of faults: they belong to no series, so they get an empty one. */
function marks({ thresholds, custom }, by, faults) {
  const drawn = custom.thresholdsStyle.mode === 'off' ? [] : thresholds.steps.filter(({ value }) => value !== null);
  return {
    type: 'line',
    data: [],
    animation: false,
    markLine: {
      silent: true,
      symbol: 'none',
      label: { show: false },
      data: drawn.map(({ value, color: name }) => ({ yAxis: value / by, lineStyle: { color: color(name), type: 'dashed', width: 1 } })),
    },
    markArea: {
      silent: true,
      itemStyle: { color: color('red'), opacity: 0.18 },
      data: faults.map(({ from, to }) => [{ xAxis: from * 1000 }, { xAxis: to * 1000 }]),
    },
  };
}

const ceiling = (series) => {
  const sums = new Map();
  for (const { stacked, data } of series) {
    for (const [time, value] of data) {
      if (value !== null) sums.set(time, stacked ? (sums.get(time) ?? 0) + value : Math.max(sums.get(time) ?? 0, value));
    }
  }
  return Math.max(0, ...sums.values());
};

/** The panel's SVG. `series`: as draw/series.mjs makes them; `faults`: `{ from, to }` in seconds. */
export function drawLines(panel, series, faults, { from, to, width, height }) {
  const { unit, min, max, decimals, custom } = panel.fieldConfig.defaults;
  const { by, suffix } = scaleOf(unit, max ?? ceiling(series));
  const top = max ?? (ceiling(series) === 0 ? by : undefined);
  const axis = { axisLine: { lineStyle: { color: theme.grid } }, axisLabel: { color: theme.dim, fontSize: 11 }, splitLine: { lineStyle: { color: theme.grid } } };
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
  chart.setOption({
    grid: { left: 4, right: 22, top: 10, bottom: 4, containLabel: true },
    xAxis: {
      ...axis,
      type: 'time',
      min: from * 1000,
      max: to * 1000,
      splitNumber: Math.max(2, Math.floor(width / 110)),
      axisLabel: { ...axis.axisLabel, hideOverlap: true, formatter: to - from < 300 ? '{HH}:{mm}:{ss}' : '{HH}:{mm}' },
    },
    yAxis: {
      ...axis,
      type: 'value',
      ...(min === undefined ? { scale: true } : { min: min / by }),
      ...(top !== undefined && { max: top / by }),
      ...(top !== undefined && min !== undefined && { interval: (top - min) / by / 4 }),
      ...(decimals === 0 && { minInterval: 1 }),
      splitNumber: 4,
      axisLabel: { ...axis.axisLabel, formatter: (value) => `${Number(value.toPrecision(4))}${suffix}` },
    },
    series: [
      ...series.map((one) => line({ ...one, data: one.data.map(([time, value]) => [time * 1000, value === null ? null : value / by]) }, custom)),
      marks(panel.fieldConfig.defaults, by, faults),
    ],
  });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
