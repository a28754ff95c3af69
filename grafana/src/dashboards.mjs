import backends from './backends.mjs';
import gateway from './gateway.mjs';
import jvm from './jvm.mjs';
import loadTest from './load-test.mjs';
import overview from './overview.mjs';
import queueTracker from './queue-tracker.mjs';
import urlShortener from './url-shortener.mjs';

/** All dashboards, by the name of their file; in the order in which they are read. */
export const dashboards = {
  overview,
  gateway,
  'url-shortener': urlShortener,
  'queue-tracker': queueTracker,
  backends,
  jvm,
  'load-test': loadTest,
};

/** A dashboard as Grafana reads it: without our own `needs`. */
export const json = (dashboard) => `${JSON.stringify(dashboard, (key, value) => (key === 'needs' ? undefined : value), 2)}\n`;
