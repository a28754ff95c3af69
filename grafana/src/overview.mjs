import { dashboard, labelVariable, row } from './dashboard.mjs';
import { colors, figure, lines, states } from './panels.mjs';
import { answeredAtOnce, byUsers, failedShare, grown, orNone, orZero, percentile, percentiles, rate, share } from './promql.mjs';
import { services } from './services.mjs';

const requests = 'http_server_requests_seconds';
const here = 'instance=~"$instance"';
const asked = `${byUsers}, ${here}`;
const atGateway = `application="gateway", ${asked}`;
const timed = `${answeredAtOnce}, ${here}`;
const timedAtGateway = `application="gateway", ${timed}`;
const serverError = (matchers) => `status=~"5..", ${matchers}`;
const answers = (by, matchers) => grown(`${requests}_count`, by, matchers);
const { good, warn, bad } = colors;

const felt = row(
  'What users get',
  figure({
    title: 'Requests',
    description: 'Requests a second that the gateway answered, health checks left out.',
    unit: 'reqps',
    queries: [['requests', orZero(rate(`${requests}_count`, '', atGateway))]],
    to: ['Gateway', 'lab-gateway'],
  }),
  figure({
    title: 'Availability, 5 min',
    description: 'Share of requests answered without a server error. The objective is 99.9 %. Empty until somebody has asked.',
    unit: 'percentunit',
    decimals: 3,
    steps: [[null, bad], [0.999, good]],
    queries: [['availability', '1 - lab:errors:ratio{window="5m"}']],
    needs: 'load',
  }),
  figure({
    title: 'p99',
    description: 'Of 100 requests, 99 were answered within this time, as the gateway measured; long polls are left out. Services have objectives of their own. Empty while nobody asks.',
    unit: 's',
    steps: [[null, good], [0.1, warn], [0.5, bad]],
    queries: [['p99', percentile(0.99, requests, '', timedAtGateway)]],
    needs: 'load',
  }),
  figure({
    title: 'Burn rate, 5 min',
    description: 'How fast the error budget is used: at 1 it lasts the 30 days, at 14.4 two hours use 4 % of it. Empty until somebody has asked.',
    unit: 'none',
    decimals: 1,
    steps: [[null, good], [1, warn], [14.4, bad]],
    queries: [['burn rate', 'lab:availability:burn_rate{window="5m"}']],
    needs: 'load',
  }),
  figure({
    title: 'Instances up',
    description: 'Gateways and services that answer the monitor. One of a kind is enough to be served, two survive a death.',
    unit: 'none',
    steps: [[null, bad], [services.length + 1, warn], [2 * (services.length + 1), good]],
    queries: [['instances', orZero('sum(lab_node_up{kind!~"postgres|redis|kafka"})')]],
    to: ['Gateway', 'lab-gateway'],
  }),
  figure({
    title: 'Nodes down',
    description: 'Nodes that do not answer the monitor: a service, a PostgreSQL, a Redis or a Kafka.',
    unit: 'none',
    steps: [[null, good], [1, bad]],
    queries: [['down', orZero('count(lab_node_up == 0)')]],
    to: ['Backends', 'lab-backends'],
  }),
  figure({
    title: 'Active faults',
    description: 'Faults that were made on purpose and have not ended yet.',
    unit: 'none',
    steps: [[null, good], [1, bad]],
    queries: [['faults', orZero('sum(lab_fault_active)')]],
    to: ['Load test', 'lab-load-test'],
  }),
);

const red = row(
  'Rate, errors, duration by service',
  lines({
    title: 'Requests by service',
    description: 'Requests a second that each service answered. The gateway has more than the services behind it only when it answers by itself.',
    unit: 'reqps',
    queries: [['{{application}}', orNone(rate(`${requests}_count`, 'application', asked), 'application')]],
    to: ['Gateway', 'lab-gateway'],
  }),
  lines({
    title: 'Server errors by service',
    description: 'Share of answers with status 5xx. The dashed line is the error budget of 0.1 %.',
    unit: 'percentunit',
    steps: [[null, good], [0.001, bad]],
    queries: [
      ['{{application}}', orNone(share(answers('application', serverError(asked)), answers('application', asked)), 'application')],
    ],
    to: ['Gateway', 'lab-gateway'],
  }),
  lines({
    title: 'Duration at the gateway',
    description: 'Percentiles over all gateways, from summed buckets; health checks and long polls left out. The dashed line is the strictest objective of a service, 100 ms. Empty while nobody asks.',
    unit: 's',
    steps: [[null, good], [0.1, bad]],
    queries: percentiles(requests, timedAtGateway),
    needs: 'load',
    to: ['Gateway', 'lab-gateway'],
  }),
);

const usersAndServers = row(
  'What users felt, and what servers say',
  lines({
    title: 'p99: users and servers',
    description: 'Users count from when a request was due, servers from when it reached them. Between the lines lie the queues, the network and the tries that failed. Needs load.',
    unit: 's',
    queries: [
      ['users (load generator)', percentile(0.99, 'lab_load_request_seconds')],
      ['{{application}}', percentile(0.99, requests, 'application', timed)],
    ],
    needs: 'load',
    to: ['Load test', 'lab-load-test'],
  }),
  lines({
    title: 'Failures: users and servers',
    description: 'Share of requests without the right answer for users; share of status 5xx for servers. A server that is dead reports no error: users do. Needs load.',
    unit: 'percentunit',
    queries: [
      ['users (load generator)', failedShare()],
      ['{{application}}', share(answers('application', serverError(asked)), answers('application', asked))],
    ],
    needs: 'load',
    to: ['Load test', 'lab-load-test'],
  }),
);

const burn = (title, series, what, legend = 'over {{window}}') =>
  lines({
    title,
    description: `${what} Burn rate 1 uses up the budget of 30 days in exactly 30 days; the dashed lines are 6 and 14.4, at which one is called. Short windows react, long ones confirm. Empty until somebody has asked.`,
    unit: 'none',
    steps: [[null, good], [6, warn], [14.4, bad]],
    queries: [[legend, series]],
    needs: 'load',
  });

const objectives = row(
  'Objectives: 99.9 % without a server error, 99 % within the time that a service’s objective allows',
  lines({
    title: 'Availability',
    description: 'Share of requests answered without a server error, by how far back one looks. The dashed line is the objective of 99.9 %. Empty until somebody has asked.',
    unit: 'percentunit',
    fromZero: false,
    max: 1,
    steps: [[null, bad], [0.999, good]],
    queries: [['over {{window}}', '1 - lab:errors:ratio']],
    needs: 'load',
  }),
  burn('Burn rate of availability', 'lab:availability:burn_rate', 'Server errors by the budget of 0.1 %.'),
  burn('Burn rate of latency', 'lab:latency:burn_rate', 'Requests slower than their service’s objective allows, by the budget of 1 %.', '{{service}} over {{window}}'),
);

const nodes = row(
  'Nodes',
  states({
    title: 'Nodes up',
    description: 'Whether each node answers the monitor: SQL, PING, Kafka’s metadata, GET /health.',
    queries: [['{{node}}', 'max by (node) (lab_node_up)']],
    states: { 0: ['down', bad], 1: ['up', good] },
    h: 10,
    to: ['Backends', 'lab-backends'],
  }),
  lines({
    title: 'Memory by kind of node',
    description: 'Embedded: proportional set size of the processes; containers: the control group’s memory without the page cache.',
    unit: 'bytes',
    stack: true,
    queries: [['{{kind}}', 'sum by (kind) (lab_node_memory_bytes)']],
    to: ['JVM', 'lab-jvm'],
  }),
  lines({
    title: 'CPU by kind of node',
    description: 'Cores in use.',
    unit: 'none',
    stack: true,
    queries: [['{{kind}}', rate('lab_node_cpu_seconds_total', 'kind')]],
    to: ['JVM', 'lab-jvm'],
  }),
);

export default dashboard({
  uid: 'lab-overview',
  title: 'Overview',
  description: 'Are users served, and if not, where to look.',
  look: '**Are users served?** The top row answers; the rows below say which service, whether users and servers agree, and which node is away.',
  command: './lab run kill-an-instance',
  variables: [labelVariable('instance', 'Instance', `${requests}_count`, 'Instances of gateway and services that rates and durations are taken from.')],
  rows: [felt, red, usersAndServers, objectives, nodes],
});
