// The services, as their service.yml has them: services.json is written by ./lab generate.
import { readFileSync } from 'node:fs';

export const services = JSON.parse(readFileSync(new URL('services.json', import.meta.url), 'utf8'));

/** Regular expressions for the tag `uri` of the live routes: of these kinds, `websocket`, `sse` and `poll`, or of all. */
export const liveRoutes = (...kinds) =>
  services.flatMap(({ live }) => Object.keys(live).filter((kind) => kinds.length === 0 || kinds.includes(kind)).flatMap((kind) => live[kind])).sort();

/** Links to the services' dashboards, for a panel that is about all of them. */
export const toServices = services.map(({ name }) => [name, `lab-${name}`]);
