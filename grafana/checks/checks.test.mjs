// Every check fails for the mistake that it is there for. Each test makes one mistake in a dashboard that is well.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { substitute } from '../lib/variables.mjs';
import { dashboards } from '../src/dashboards.mjs';
import { readContract } from './contract.mjs';
import { parse, queryErrors } from './promql.mjs';
import { schemaCheck } from './schema.mjs';
import { structureErrors } from './structure.mjs';

const others = Object.values(dashboards).map(({ uid }) => uid).filter((uid) => uid !== dashboards.gateway.uid);
const contract = readContract();
const schemaErrors = schemaCheck();

/** What the checks say of the gateway's dashboard after a change. */
function errorsAfter(change) {
  const dashboard = structuredClone(dashboards.gateway);
  const panel = dashboard.panels.find(({ type }) => type === 'timeseries');
  change(panel, dashboard);
  return [...schemaErrors(dashboard), ...structureErrors(dashboard, [...others, dashboard.uid]), ...queryErrors(dashboard, contract)].join('\n');
}

test('a dashboard without a mistake has no errors', () => assert.equal(errorsAfter(() => {}), ''));

const mistakes = {
  'a property that Grafana does not know': [(panel) => (panel.fieldConfig.defaults.units = 's'), /additionalProperty":"units"/],
  'a value that Grafana does not know': [(panel) => (panel.fieldConfig.defaults.custom.drawStyle = 'curve'), /drawStyle must be equal to one of/],
  'a property of the wrong type': [(panel, dashboard) => (dashboard.schemaVersion = '41'), /schemaVersion must be number/],
  'a panel of a type not in use': [(panel) => (panel.type = 'graph'), /unknown type graph/],
  'a panel without a title': [(panel) => (panel.title = ''), /has no title/],
  'a panel without a description': [(panel) => (panel.description = ''), /has no description/],
  'a panel without a unit': [(panel) => (panel.fieldConfig.defaults.unit = ''), /has no unit/],
  'a query without a legend': [(panel) => (panel.targets[0].legendFormat = ''), /has no legend/],
  'a panel outside of the grid': [(panel) => (panel.gridPos.x = 20), /outside of the grid/],
  'panels that overlap': [(panel) => (panel.gridPos.h += 1), /overlap/],
  'two panels of one id': [(panel) => (panel.id = 1), /two panels have the id 1/],
  'a uid that another dashboard has': [(panel, dashboard) => (dashboard.uid = 'lab-jvm'), /uid lab-jvm is another dashboard's/],
  'a data source by name': [(panel) => (panel.datasource.uid = 'prometheus'), /data source prometheus is none/],
  'a link that leads nowhere': [(panel) => (panel.links[0].url = '/d/lab-cache'), /leads nowhere/],
  'a variable that is used nowhere': [
    (panel, dashboard) => dashboard.templating.list.push({ ...dashboard.templating.list[0], name: 'spare' }),
    /variable spare is used nowhere/,
  ],
  'a variable that is not defined': [(panel) => (panel.targets[0].expr = 'lab_node_up{node="$nodes"}'), /variable \$nodes, which is not defined/],
  'a query that does not parse': [(panel) => (panel.targets[0].expr = 'sum(lab_node_up'), /does not parse/],
  'a metric that is not in the contract': [(panel) => (panel.targets[0].expr = 'sum(lab_node_ups)'), /lab_node_ups, which is in no metrics/],
  'a metric without its name’s ending': [(panel) => (panel.targets[0].expr = 'lab_load_request_seconds'), /in no metrics/],
  'a label that the metric does not have': [(panel) => (panel.targets[0].expr = 'lab_node_up{route="/"}'), /label route, which it does not have/],
  'a grouping by a label that there is not': [(panel) => (panel.targets[0].expr = 'sum by (route) (lab_node_up)'), /groups by route/],
  'a legend of a label that there is not': [(panel) => (panel.targets[0].legendFormat = '{{route}}'), /names \{\{route\}\}/],
};

for (const [name, [change, expected]] of Object.entries(mistakes)) {
  test(`finds ${name}`, () => assert.match(errorsAfter(change), expected));
}

test('reads types, tags and sections of the contract', () => {
  assert.ok(contract.get('lab_load_request_seconds_bucket').has('le'));
  assert.ok(!contract.has('lab_load_request_seconds'));
  assert.deepEqual([...contract.get('lab_gateway_retries_total')].sort(), ['application', 'instance', 'job', 'reason', 'service']);
  assert.ok(!contract.get('lab_kafka_consumer_lag').has('node'));
});

test('puts all or the first choice in the place of variables', () => {
  const query = substitute('rate(a{instance=~"$instance"}[${interval}])', dashboards.gateway);
  assert.equal(query, 'rate(a{instance=~".*"}[20s])');
  assert.deepEqual(parse(query).errors, []);
});
