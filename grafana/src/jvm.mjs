import { dashboard, labelVariable, row } from './dashboard.mjs';
import { colors, figure, lines } from './panels.mjs';
import { byUsers, orZero, rate } from './promql.mjs';

const requests = 'http_server_requests_seconds_count';
const here = 'instance=~"$instance"';
const { good, warn, bad } = colors;
const overview = ['Overview', 'lab-overview'];
const sum = (metric, extra = '') => `sum by (instance) (${metric}{${extra}${here}})`;
const cpuSeconds = `${rate('process_cpu_time_ns_total', 'instance', here)} / 1e9`;

const now = row(
  'Now',
  figure({
    title: 'Fullest heap',
    description: 'Heap in use of the most it may take, of the instance that is worst off.',
    unit: 'percentunit',
    decimals: 0,
    steps: [[null, good], [0.8, warn], [0.95, bad]],
    queries: [['heap', `max(${sum('jvm_memory_used_bytes', 'area="heap", ')} / ${sum('jvm_memory_max_bytes', 'area="heap", ')})`]],
  }),
  figure({
    title: 'CPU spent on collections',
    description: 'Share of CPU spent on garbage collection, of the instance that is worst off.',
    unit: 'percentunit',
    decimals: 1,
    steps: [[null, good], [0.05, warn], [0.2, bad]],
    queries: [['collections', `max(jvm_gc_overhead{${here}})`]],
  }),
  figure({
    title: 'Longest pause',
    description: 'The longest pause of the last minutes. Zero before the first collection.',
    unit: 's',
    steps: [[null, good], [0.05, warn], [0.2, bad]],
    queries: [['pause', orZero(`max(jvm_gc_pause_seconds_max{${here}})`)]],
  }),
  figure({
    title: 'CPU of the machine',
    description: 'Near 100 %, every latency here is the machine’s more than the system’s.',
    unit: 'percentunit',
    decimals: 0,
    steps: [[null, good], [0.8, warn], [0.95, bad]],
    queries: [['machine', `max(system_cpu_usage{${here}})`]],
  }),
  figure({
    title: 'Instances',
    description: 'JVMs of gateways and services that Prometheus reaches.',
    unit: 'none',
    queries: [['instances', `count(process_start_time_seconds{${here}})`]],
    to: overview,
  }),
  figure({
    title: 'Youngest instance',
    description: 'Time since the last start of an instance. Just-started JVMs are up to three times slower.',
    unit: 's',
    decimals: 0,
    steps: [[null, warn], [30, good]],
    queries: [['age', `min(time() - process_start_time_seconds{${here}})`]],
    to: overview,
  }),
);

const memory = row(
  'Memory',
  lines({
    title: 'Heap in use',
    description: 'By instance, and the most that one of them may take.',
    unit: 'bytes',
    queries: [
      ['{{instance}}', sum('jvm_memory_used_bytes', 'area="heap", ')],
      ['limit', `min(${sum('jvm_memory_max_bytes', 'area="heap", ')})`],
    ],
    limits: ['limit'],
    to: overview,
  }),
  lines({
    title: 'Beside the heap',
    description: 'Classes, compiled code and the like, by instance.',
    unit: 'bytes',
    queries: [['{{instance}}', sum('jvm_memory_used_bytes', 'area="nonheap", ')]],
    to: overview,
  }),
  lines({
    title: 'Allocation',
    description: 'Bytes allocated a second, by instance. What is allocated has to be collected.',
    unit: 'Bps',
    queries: [['{{instance}}', rate('jvm_gc_memory_allocated_bytes_total', 'instance', here)]],
  }),
);

const collections = row(
  'Collections',
  lines({
    title: 'Time in pauses',
    description: 'Share of time in which an instance stood still for a collection.',
    unit: 'percentunit',
    queries: [['{{instance}}', `${rate('jvm_gc_pause_seconds_sum', 'instance', here)} or 0 * max by (instance) (process_start_time_seconds{${here}})`]],
  }),
  lines({
    title: 'Longest pause',
    description: 'The longest of the last minutes, by instance. Zero before the first.',
    unit: 's',
    queries: [['{{instance}}', `max by (instance) (jvm_gc_pause_seconds_max{${here}}) or 0 * max by (instance) (process_start_time_seconds{${here}})`]],
  }),
  lines({
    title: 'CPU spent on collections',
    description: 'Share of CPU, by instance.',
    unit: 'percentunit',
    queries: [['{{instance}}', `max by (instance) (jvm_gc_overhead{${here}})`]],
  }),
);

const work = row(
  'CPU and threads',
  lines({
    title: 'CPU in use',
    description: 'Cores in use by instance, and the cores that there are.',
    unit: 'none',
    queries: [
      ['{{instance}}', cpuSeconds],
      ['limit', `max(system_cpu_count{${here}})`],
    ],
    limits: ['limit'],
    to: overview,
  }),
  lines({
    title: 'CPU by request',
    description: 'CPU time of an instance by the requests that it answered, all that it does besides included: falls with load and with age, as the JVM compiles what is hot. Empty while nobody asks.',
    unit: 's',
    queries: [['{{instance}}', `${cpuSeconds} / (${rate(requests, 'instance', `${byUsers}, ${here}`)} > 1)`]],
    needs: 'load',
    to: ['Gateway', 'lab-gateway'],
  }),
  lines({
    title: 'Platform threads',
    description: 'By instance. Virtual threads are not among them: requests do not make this grow.',
    unit: 'none',
    queries: [['{{instance}}', `max by (instance) (jvm_threads_live_threads{${here}})`]],
  }),
  lines({
    title: 'Threads by state',
    description: 'Platform threads of all instances chosen. Many blocked ones wait for a lock.',
    unit: 'none',
    stack: true,
    queries: [['{{state}}', `sum by (state) (jvm_threads_states_threads{${here}})`]],
  }),
);

const descriptors = row(
  'Descriptors',
  lines({
    title: 'Open files and sockets',
    description: 'By instance. The limit is a share of the machine’s; a leak of connections shows here.',
    unit: 'none',
    queries: [['{{instance}}', `max by (instance) (process_files_open_files{${here}})`]],
  }),
  lines({
    title: 'Share of descriptors in use',
    description: 'Open descriptors of the most that an instance may have.',
    unit: 'percentunit',
    steps: [[null, good], [0.8, bad]],
    queries: [['{{instance}}', `max by (instance) (process_files_open_files{${here}} / process_files_max_files{${here}})`]],
  }),
);

export default dashboard({
  uid: 'lab-jvm',
  title: 'JVM',
  description: 'Heap, collections, threads and CPU of the gateway and the services.',
  look: '**Is it the code or the machine?** Long pauses, a full heap or a busy machine explain a p99 that no dashboard of the system explains.',
  command: './lab load kill-an-instance',
  variables: [labelVariable('instance', 'Instance', 'jvm_threads_live_threads', 'Instances of gateway and services.')],
  rows: [now, memory, collections, work, descriptors],
});
