// Writes dashboards/*.json from src/. With --check it writes nothing, and fails if a file differs, lacks or is too many.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dashboards, json } from './src/dashboards.mjs';

const folder = new URL('dashboards/', import.meta.url);
mkdirSync(folder, { recursive: true });
const wanted = new Map(Object.entries(dashboards).map(([name, dashboard]) => [`${name}.json`, json(dashboard)]));
const found = new Map(readdirSync(folder).map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));

if (process.argv.includes('--check')) {
  const names = [...new Set([...wanted.keys(), ...found.keys()])];
  const stale = names.filter((name) => wanted.get(name) !== found.get(name));
  if (stale.length > 0) {
    console.error(`Not what src/ says: ${stale.join(', ')}. Run: node grafana/generate.mjs`);
    process.exit(1);
  }
  console.log(`${wanted.size} dashboards are what src/ says.`);
} else {
  for (const [name, text] of wanted) writeFileSync(new URL(name, folder), text);
  console.log(`${wanted.size} dashboards written.`);
}
