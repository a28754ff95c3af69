import { dashboard, labelVariable, row } from './dashboard.mjs';
import { colors, figure, lines, states } from './panels.mjs';
import { grown, orNone, orZero, rate, share } from './promql.mjs';
import { toServices } from './services.mjs';

const on = 'node=~"$node"';
const { good, warn, bad, info } = colors;
const perNode = (title, description, unit, metric, extra = {}) =>
  lines({ title, description, unit, queries: [['{{node}}', `max by (node) (${metric}{${on}})`]], ...extra });

const now = row(
  'Now',
  figure({
    title: 'PostgreSQL primaries',
    description: 'Servers that take writes: exactly one. None: nothing can be written. Two: split brain.',
    unit: 'none',
    steps: [[null, bad], [1, good], [2, bad]],
    queries: [['primaries', orZero('sum(lab_postgres_primary)')]],
  }),
  figure({
    title: 'Synchronous standbys',
    description: 'Standbys that a commit waits for. With none, an acknowledged write is on one disk only.',
    unit: 'none',
    steps: [[null, warn], [1, good]],
    queries: [['standbys', orZero('sum(lab_postgres_standbys{sync="sync"})')]],
  }),
  figure({
    title: 'Redis slots served',
    description: 'Of 16,384. Keys of slots that nobody serves are looked up in PostgreSQL.',
    unit: 'none',
    steps: [[null, bad], [16384, good]],
    queries: [['slots', orZero('sum(lab_redis_slots and on (node) (lab_redis_primary == 1))')]],
  }),
  figure({
    title: 'Redis hit rate',
    description: 'Share of key look-ups that Redis answered. Empty while nobody asks.',
    unit: 'percentunit',
    decimals: 1,
    steps: [[null, warn], [0.5, good]],
    queries: [
      [
        'hits',
        share(rate('lab_redis_keyspace_hits_total'), `(${rate('lab_redis_keyspace_hits_total')} + ${rate('lab_redis_keyspace_misses_total')})`),
      ],
    ],
    needs: 'load',
  }),
  figure({
    title: 'Kafka offline partitions',
    description: 'Partitions without a leader: nothing can be written to them.',
    unit: 'none',
    steps: [[null, good], [1, bad]],
    queries: [['offline', orZero('sum(lab_kafka_offline_partitions)')]],
  }),
  figure({
    title: 'Backends down',
    description: 'PostgreSQL, Redis and Kafka nodes that do not answer the monitor.',
    unit: 'none',
    steps: [[null, good], [1, bad]],
    queries: [['down', orZero('count(lab_node_up{kind=~"postgres|redis|kafka"} == 0)')]],
    to: ['Overview', 'lab-overview'],
  }),
);

const postgres = row(
  'PostgreSQL: the truth',
  states({
    title: 'Role',
    description: 'Who takes writes. A gap: the server does not answer. After a failover the colours have changed places.',
    queries: [['{{node}}', `max by (node) (lab_postgres_primary{${on}})`]],
    states: { 0: ['standby', info], 1: ['primary', good] },
  }),
  lines({
    title: 'Replication lag',
    description: 'WAL that was received and not replayed yet, of a standby; that the slowest standby has not replayed, of a primary.',
    unit: 'bytes',
    queries: [['{{node}}', orNone(`max by (node) (lab_postgres_replication_lag_bytes{${on}})`, 'node', 'no standby')]],
  }),
  lines({
    title: 'Standbys that stream',
    description: 'Of the primary: “sync” ones are waited for by a commit, “async” ones are not.',
    unit: 'none',
    decimals: 0,
    queries: [['{{sync}}', orNone(`sum by (sync) (lab_postgres_standbys{${on}})`, 'sync')]],
  }),
  lines({
    title: 'Transactions',
    description: 'Transactions a second over all databases, by how they ended.',
    unit: 'ops',
    queries: [['{{outcome}}', rate('lab_postgres_transactions_total', 'outcome', on)]],
    to: toServices,
  }),
);

const connections = row(
  '',
  lines({
    title: 'Connections by state',
    description: 'Of all servers, beside the most that one takes.',
    unit: 'none',
    queries: [
      ['{{state}}', `sum by (state) (lab_postgres_connections{${on}})`],
      ['limit', `min(lab_postgres_connections_max{${on}})`],
    ],
    limits: ['limit'],
  }),
  lines({
    title: 'Services’ pools',
    description: 'Connections of the services’ pools: in use, and the most there may be.',
    unit: 'none',
    queries: [
      ['{{instance}} in use', 'sum by (instance) (hikaricp_connections_active)'],
      ['limit', 'min(sum by (instance) (hikaricp_connections_max))'],
    ],
    limits: ['limit'],
    to: toServices,
  }),
  lines({
    title: 'Waits for a connection',
    description: 'Mean wait for a connection of the pool, by instance. Empty while nobody takes one.',
    unit: 's',
    queries: [
      [
        '{{instance}}',
        `${rate('hikaricp_connections_acquire_seconds_sum', 'instance')} / (${rate('hikaricp_connections_acquire_seconds_count', 'instance')} > 0)`,
      ],
    ],
    needs: 'load',
    to: toServices,
  }),
  lines({
    title: 'Requests that wait for a connection',
    description: 'Threads that want a connection and have none yet, and those that gave up within the window chosen above. More than zero for long: the pool is too small or PostgreSQL too slow.',
    unit: 'none',
    queries: [
      ['{{instance}}', 'sum by (instance) (hikaricp_connections_pending)'],
      ['gave up', orZero(grown('hikaricp_connections_timeout_total'))],
    ],
    to: toServices,
  }),
);

const redis = row(
  'Redis Cluster: a cache',
  states({
    title: 'Role',
    description: 'Primaries and replicas. A gap: the node does not answer; one of the replicas should turn primary.',
    queries: [['{{node}}', `max by (node) (lab_redis_primary{${on}})`]],
    states: { 0: ['replica', info], 1: ['primary', good] },
  }),
  states({
    title: 'Cluster as each node sees it',
    description: 'Red: the node thinks that slots are not served. A gap: it does not answer.',
    queries: [['{{node}}', `max by (node) (lab_redis_cluster_ok{${on}})`]],
    states: { 0: ['not ok', bad], 1: ['ok', good] },
  }),
  lines({
    title: 'Commands',
    description: 'Commands a second, by node, the nodes’ own talk included.',
    unit: 'ops',
    queries: [['{{node}}', rate('lab_redis_commands_total', 'node', on)]],
    to: toServices,
  }),
  lines({
    title: 'Hits and misses',
    description: 'Key look-ups a second, found and not found, over all nodes.',
    unit: 'ops',
    queries: [
      ['hit', rate('lab_redis_keyspace_hits_total', '', on)],
      ['miss', rate('lab_redis_keyspace_misses_total', '', on)],
    ],
    to: toServices,
  }),
);

const redisMemory = row(
  '',
  lines({
    title: 'Memory of Redis',
    description: 'Memory in use by node, and the most that one takes before it evicts.',
    unit: 'bytes',
    queries: [
      ['{{node}}', `max by (node) (lab_redis_memory_bytes{${on}})`],
      ['limit', `min(lab_redis_memory_max_bytes{${on}} > 0)`],
    ],
    limits: ['limit'],
  }),
  lines({
    title: 'Evictions',
    description: 'Keys a second that were evicted for lack of memory.',
    unit: 'ops',
    queries: [['evicted', orZero(rate('lab_redis_evicted_keys_total', '', on))]],
  }),
  perNode('Clients of Redis', 'Connected clients, by node.', 'none', 'lab_redis_clients', { to: toServices }),
);

const kafka = row(
  'Kafka: the services’ events',
  lines({
    title: 'Replicas in sync',
    description: 'Of the partition that has the fewest, by topic. Below min.insync.replicas, acks=all is refused.',
    unit: 'none',
    decimals: 0,
    queries: [['{{topic}}', 'min by (topic) (lab_kafka_in_sync_replicas)']],
  }),
  lines({
    title: 'Partitions in trouble',
    description: 'Under-replicated: fewer replicas in sync than assigned. Offline: without a leader.',
    unit: 'none',
    decimals: 0,
    queries: [
      ['under-replicated', orZero('sum(lab_kafka_under_replicated_partitions)')],
      ['offline', orZero('sum(lab_kafka_offline_partitions)')],
    ],
  }),
  lines({
    title: 'Records written',
    description: 'Records a second, by topic.',
    unit: 'cps',
    queries: [['{{topic}}', rate('lab_kafka_records_total', 'topic')]],
    to: toServices,
  }),
);

const kafkaClients = row(
  '',
  lines({
    title: 'Consumer lag',
    description: 'Records that a group has not committed yet. Zero, as “no group”, while nobody consumes.',
    unit: 'short',
    queries: [['{{group}} {{topic}}', orNone('sum by (group, topic) (lab_kafka_consumer_lag)', 'group', 'no group')]],
  }),
  lines({
    title: 'Partitions led',
    description: 'By broker. A dead broker’s partitions move to the others, where there are others.',
    unit: 'none',
    decimals: 0,
    queries: [['{{node}}', `max by (node) (lab_kafka_leaders{${on}})`]],
  }),
);

export default dashboard({
  uid: 'lab-backends',
  title: 'Backends',
  description: 'PostgreSQL, Redis Cluster, Kafka.',
  look: '**Who is primary, and is the other one up to date?** Kill a primary and see its role move, the lag close and the writes go on.',
  command: './lab run postgres-failover',
  variables: [labelVariable('node', 'Node', 'lab_node_up{kind=~"postgres|redis|kafka"}', 'Nodes that the figures are taken from.')],
  rows: [now, postgres, connections, redis, redisMemory, kafka, kafkaClients],
});
