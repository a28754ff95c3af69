// The services, as their service.yml has them: services.json is written by ./lab generate.
import { readFileSync } from 'node:fs';

export const services = JSON.parse(readFileSync(new URL('services.json', import.meta.url), 'utf8'));

/** Links to the services' dashboards, for a panel that is about all of them. */
export const toServices = services.map(({ name }) => [name, `lab-${name}`]);
