/**
 * semi-PD before the referee: the controller on, from halves, memory asked for, on the card's preset with its traffic that turns halfway;
 * shares set by hand are an ablation.
 */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const lanes = 'placement=partitioned&placement.instances=2'
const halves = `${lanes}&placement.prefillShare=0.5&placement.decodeShare=0.5`
const asks = 'placement.asks=2048'
const control = 'placement.control=by+limits'
const steps = [{ path: 'placement.step', values: [0.05, 0.1] }]

export const semiPd: Judged = {
  figure: 'Requests a second up to which nine in ten are within both limits',
  link: '#/lab?v=1&title=semi-PD&accelerator=a100-80gb-sxm&cost.form=kernels&workload.requests=140&lengths.prompt.mean=1500&lengths.prompt.cv=0.9&lengths.output.mean=200&lengths.output.cv=0.9&limits.length=32000&scheduler=prefill-first&scheduler.tokenLimit=2048&classes.interactive.ttft=0.5&classes.interactive.tpot=0.05&sweep.rate.path=workload.rate&sweep.rate.values=5~8~11~14~18&event.turn.at=16&event.turn.kind=patch&event.turn.patch.lengths.prompt.mean=500&event.turn.patch.lengths.output.mean=400',
  arms: {
    controlled: {
      role: 'mechanism',
      title: 'Shares under control, from halves',
      set: `${halves}&${control}&${asks}`,
      tuned: steps,
    },
    apart: { role: 'baseline', title: 'Apart, one and one', set: 'placement=disaggregated' },
    first: {
      role: 'baseline',
      title: 'Together, prompts first',
      set: 'placement.instances=2',
      tuned: [{ path: 'scheduler.tokenLimit', values: [2048, 8192] }],
    },
    chunked: {
      role: 'baseline',
      title: 'Together, chunked',
      set: 'placement.instances=2&scheduler=chunked-prefill',
      tuned: [{ path: 'scheduler.tokenBudget', values: [512, 1024, 2048, 4096] }],
    },
    fixed: {
      role: 'ablation',
      title: 'Shares set by hand',
      set: `${lanes}&placement.prefillShare=0.8&placement.decodeShare=0.2&${asks}`,
    },
    ungranted: {
      role: 'ablation',
      title: 'Under control, memory taken without asking',
      set: `${halves}&${control}&placement.step=0.1`,
    },
    halves: { role: 'control', title: 'Halves, whatever happens', set: `${halves}&${asks}` },
  },
  claim: {
    kind: 'range',
    metric: 'sloAttainment',
    atLeast: 0.9,
    better: 'higher',
    low: 1.55,
    high: 1.72,
    evidence: { words: 'A', setup: 'A' },
  },
  assertions: [
    {
      id: 'control',
      words: 'Control carries more than halves.',
      of: { arm: 'controlled', over: 'halves' },
      from: 1.05,
      to: 1.8,
    },
    {
      id: 'over-chunked',
      words: 'Chunked prefill on the same accelerators carries far more.',
      of: { arm: 'controlled', over: 'chunked' },
      from: 0.4,
      to: 0.85,
    },
    {
      id: 'fixed',
      words: 'Shares set by hand for these limits carry more than control finds.',
      of: { arm: 'controlled', over: 'fixed' },
      from: 0.5,
      to: 0.98,
    },
    {
      id: 'other-limits',
      words: 'Under other limits the same shares collapse, and control finds new ones.',
      of: { arm: 'controlled', over: 'fixed', under: 'tight-tokens' },
      from: 2,
      to: 6,
    },
    {
      id: 'drift',
      words:
        'While nothing is missed, control gives answers what prompts need, and first tokens come later than with halves.',
      of: { arm: 'controlled', over: 'halves', metric: 'ttft.p90', better: 'lower', under: 'still', load: 1 },
      from: 0.4,
      to: 0.92,
    },
    {
      id: 'restless',
      words: 'It moves a few hundredths of an accelerator every second.',
      of: { arm: 'controlled', metric: 'shares.moved', load: 8 },
      from: 0.0098,
      to: 0.019,
    },
    {
      id: 'grant',
      words: 'Memory is granted some milliseconds after it was asked for, before the next token of the answers.',
      of: { arm: 'controlled', metric: 'grants.wait', load: 8 },
      from: 0.003,
      to: 0.02,
    },
    {
      id: 'little-memory',
      words: 'Where memory is short, what is asked for throws fewer answers out than what is taken.',
      of: {
        arm: 'controlled',
        over: 'ungranted',
        metric: 'kv.preemptions',
        better: 'lower',
        under: 'little-memory',
        load: 7,
      },
      from: 1.08,
      to: 1.8,
    },
  ],
  sensitivity: [
    { id: 'still', words: 'Traffic that stays as it began', set: '', isStill: true, loads: [1, 5, 9, 14] },
    {
      id: 'tight-tokens',
      words: 'First token 1 s, tokens 0.03 s',
      set: 'classes.interactive.ttft=1&classes.interactive.tpot=0.03',
      loads: [2, 6, 10, 15],
    },
    { id: 'h100', words: 'On H100', set: 'accelerator=h100-sxm', loads: [4, 12, 20, 32] },
    {
      id: 'kinder',
      words: 'Answers that need less, and no contention (assumed: 0.5 and 0.15)',
      set: '',
      arms: Object.fromEntries(
        ['controlled', 'fixed', 'ungranted', 'halves'].map((arm) => [
          arm,
          'placement.saturation=0.3&placement.contention=0',
        ]),
      ),
      loads: [3, 8, 13, 20],
    },
    {
      id: 'harsher',
      words: 'Answers that need more, and more contention',
      set: '',
      arms: Object.fromEntries(
        ['controlled', 'fixed', 'ungranted', 'halves'].map((arm) => [
          arm,
          'placement.saturation=0.8&placement.contention=0.4',
        ]),
      ),
      loads: [3, 8, 13, 20],
    },
    { id: 'little-memory', words: 'Room for ten requests', set: 'kv.capacityTokens=16000', loads: [1, 2, 4, 7] },
  ],
  decides: ['placement/partitioned'],
}
