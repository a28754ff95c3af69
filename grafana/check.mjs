// Checks the dashboards without a server: Grafana's schema, references and layout, PromQL, the metrics contract.
import { readContract } from './checks/contract.mjs';
import { queryErrors } from './checks/promql.mjs';
import { schemaCheck } from './checks/schema.mjs';
import { structureErrors } from './checks/structure.mjs';
import { queriesOf } from './lib/variables.mjs';
import { dashboards } from './src/dashboards.mjs';

const all = Object.entries(dashboards);
const uids = all.map(([, { uid }]) => uid);
const contract = readContract();
const schemaErrors = schemaCheck();

const errors = all.flatMap(([name, dashboard]) =>
  [...schemaErrors(dashboard), ...structureErrors(dashboard, uids), ...queryErrors(dashboard, contract)].map((error) => `${name}: ${error}`),
);
if (errors.length > 0) {
  console.error(errors.join('\n'));
  console.error(`${errors.length} errors.`);
  process.exit(1);
}
const queries = all.reduce((sum, [, dashboard]) => sum + queriesOf(dashboard).length, 0);
console.log(`${all.length} dashboards, ${queries} queries, ${contract.size} series in the contract: all well.`);
