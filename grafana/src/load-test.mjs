import { dashboard, labelVariable, row } from './dashboard.mjs';
import { colors, figure, lines, states } from './panels.mjs';
import { failedShare, grown, orNone, orZero, percentile, percentiles, rate, seldom } from './promql.mjs';
import { toServices } from './services.mjs';

const of = 'experiment=~"$experiment", arm=~"$arm"';
const { good, warn, bad } = colors;
const latency = 'lab_load_request_seconds';
const failed = failedShare(of);
const unsent = `clamp_min(sum(lab_load_intended_total{${of}}) - sum(lab_load_sent_total{${of}}), 0)`;
const gateway = ['Gateway', 'lab-gateway'];
const empty = 'Empty until a load runs.';

// A fault is recent for half a minute after its end: what comes later is before the next one.
const fault = 'max(lab_fault_active) == 1';
const recent = 'max_over_time((max(lab_fault_active) or on() vector(0))[30s:5s]) == 1';
const phases = (expr) => [
  ['before a fault', `(${expr}) unless on() (${recent})`],
  ['during a fault', `(${expr}) and on() (${fault})`, 'fault'],
  ['after a fault', `(${expr}) and on() (${recent}) unless on() (${fault})`, 'recovery'],
];

const now = row(
  'Now',
  figure({
    title: 'Arrivals',
    description: `Requests a second that were due: an open model, which does not wait for answers. ${empty}`,
    unit: 'reqps',
    queries: [['arrivals', rate('lab_load_intended_total', '', of)]],
    needs: 'load',
  }),
  figure({
    title: 'Right answers',
    description: `Requests a second with the right answer. ${empty}`,
    unit: 'reqps',
    queries: [['right answers', rate(`${latency}_count`, '', of)]],
    needs: 'load',
  }),
  figure({
    title: 'p99',
    description: `Of 100 right answers, 99 came within this time after they were due. ${empty}`,
    unit: 's',
    steps: [[null, good], [0.1, warn], [0.5, bad]],
    queries: [['p99', percentile(0.99, latency, '', of)]],
    needs: 'load',
  }),
  figure({
    title: 'Failed',
    description: `Share of the requests that ended within the window chosen above with no answer or not the right one. ${empty}`,
    unit: 'percentunit',
    decimals: 2,
    steps: [[null, good], [0.001, bad]],
    queries: [['failed', failed]],
    needs: 'load',
  }),
  figure({
    title: 'Failed requests',
    description: 'Requests without the right answer: the most that one arm, or one load, of the time shown had. None while there was no load.',
    unit: 'none',
    decimals: 0,
    steps: [[null, good], [1, bad]],
    queries: [['failed', orZero(`sum(lab_load_failures_total{${of}})`)]],
    calc: 'max',
  }),
  figure({
    title: 'Due and not sent',
    description: `Arrivals that the generator has not sent yet. If many, it is the generator that is slow, and the run proves nothing. ${empty}`,
    unit: 'none',
    decimals: 0,
    steps: [[null, good], [100, warn], [1000, bad]],
    queries: [['not sent', unsent]],
    needs: 'load',
  }),
);

const throughput = row(
  'Intended and achieved',
  lines({
    title: 'Due, sent, answered',
    description: `Requests a second. The gap between due and sent is the generator’s; between sent and right answers, the system’s. ${empty}`,
    unit: 'reqps',
    queries: [
      ['intended', rate('lab_load_intended_total', '', of)],
      ['sent', rate('lab_load_sent_total', '', of)],
      ['right answers', rate(`${latency}_count`, '', of)],
    ],
    limits: ['intended'],
    needs: 'load',
    to: gateway,
  }),
  lines({
    title: 'Reads and writes',
    description: `Right answers a second, by operation. ${empty}`,
    unit: 'reqps',
    queries: [['{{operation}}', rate(`${latency}_count`, 'operation', of)]],
    needs: 'load',
    to: toServices,
  }),
  lines({
    title: 'Failures by kind',
    description: 'Requests within the window chosen above that had no answer or not the right one. None while there is no load.',
    unit: 'none',
    decimals: 0,
    queries: [['{{operation}} {{kind}}', seldom(grown('lab_load_failures_total', 'operation, kind', of), 'kind')]],
    to: gateway,
  }),
);

const durations = row(
  'Time, as users felt it',
  lines({
    title: 'Duration of right answers',
    description: `From the time a request was due, not from when it was sent: no coordinated omission. ${empty}`,
    unit: 's',
    queries: percentiles(latency, of),
    needs: 'load',
    to: gateway,
  }),
  lines({
    title: 'p99 of reads and writes',
    description: `By operation. A write waits for the synchronous standby, most reads for a cache. ${empty}`,
    unit: 's',
    queries: [['{{operation}}', percentile(0.99, latency, 'operation', of)]],
    needs: 'load',
    to: ['Backends', 'lab-backends'],
  }),
  lines({
    title: 'p99 by arm',
    description: `An experiment’s arms beside each other: the same fault, with and without what is tested. ${empty}`,
    unit: 's',
    queries: [['{{experiment}}: {{arm}}', percentile(0.99, latency, 'experiment, arm', of)]],
    needs: 'load',
  }),
);

const aroundAFault = row(
  'Before a fault, during it, and in the half minute after it',
  lines({
    title: 'p99 around a fault',
    description: `The p99 of the load, coloured by where it lies. ${empty}`,
    unit: 's',
    queries: phases(percentile(0.99, latency, '', of)),
    needs: 'load',
    to: gateway,
  }),
  lines({
    title: 'Failed around a fault',
    description: `Share of requests without the right answer, coloured by where it lies. ${empty}`,
    unit: 'percentunit',
    queries: phases(failed),
    needs: 'load',
    to: gateway,
  }),
  states({
    title: 'Faults',
    description: 'Faults that were made on purpose, by kind and node, from their start to their end; “none” while there was none.',
    queries: [['{{fault}} {{node}}', orNone('max by (fault, node) (lab_fault_active)', 'fault')]],
    states: { 0: ['all well', good], 1: ['fault', bad] },
    to: ['Overview', 'lab-overview'],
  }),
);

export default dashboard({
  uid: 'lab-load-test',
  title: 'Load test',
  description: 'What users felt while an experiment or a load ran.',
  look: '**What did users feel?** Latency counts from when a request was due; the last row tells what came before a fault, during it and after it.',
  command: './lab run kill-an-instance --short',
  variables: [
    labelVariable('experiment', 'Experiment', 'lab_load_sent_total', 'Experiments whose load is shown.', 'load'),
    labelVariable('arm', 'Arm', 'lab_load_sent_total', 'Arms of the experiments; of ./lab load: load.', 'load'),
  ],
  rows: [now, throughput, durations, aroundAFault],
});
