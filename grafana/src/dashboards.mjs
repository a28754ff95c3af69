import { existsSync } from 'node:fs';
import backends from './backends.mjs';
import gateway from './gateway.mjs';
import jvm from './jvm.mjs';
import loadTest from './load-test.mjs';
import overview from './overview.mjs';
import { services } from './services.mjs';

/** A service's own, if it has one, is in the file of its name. */
const ofServices = [];
for (const { name } of services) {
  const file = new URL(`${name}.mjs`, import.meta.url);
  if (existsSync(file)) ofServices.push([name, (await import(file)).default]);
}

/** All dashboards, by the name of their file; in the order in which they are read. */
export const dashboards = {
  overview,
  gateway,
  ...Object.fromEntries(ofServices),
  backends,
  jvm,
  'load-test': loadTest,
};

/** A dashboard as Grafana reads it: without our own `needs`. */
export const json = (dashboard) => `${JSON.stringify(dashboard, (key, value) => (key === 'needs' ? undefined : value), 2)}\n`;
