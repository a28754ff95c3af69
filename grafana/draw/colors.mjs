// Grafana's dark theme: its names of colours, its classic palette.

const named = {
  green: '#73bf69',
  orange: '#ff9830',
  red: '#f2495c',
  blue: '#5794f2',
  purple: '#b877d9',
  yellow: '#fade2a',
};

const classic = ['#73bf69', '#fade2a', '#5794f2', '#ff9830', '#f2495c', '#b877d9', '#8ab8ff', '#96d98d', '#ffb357', '#ca95e5', '#ff7383', '#ffee52'];

export const theme = { page: '#111217', panel: '#181b1f', edge: '#2c3037', text: '#ccccdc', dim: '#9a9ba6', grid: '#2a2d33' };

export const color = (name) => named[name] ?? name;

export const paletteColor = (i) => classic[i % classic.length];

/** The colour that thresholds give to a value. */
export function thresholdColor({ steps }, value) {
  return color(steps.filter(({ value: from }) => from === null || value >= from).at(-1).color);
}
