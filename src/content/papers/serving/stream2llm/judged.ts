/**
 * Stream2LLM before the referee: streaming, its order and its eviction together, where memory is short, as the card's second half has it.
 * With memory to spare, which is the card's first half and the lab's former set-up, is a world of the table.
 */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const budgets = [{ path: 'scheduler.knobs.tokenBudget', values: [512, 2048] }]
const ordered = 'scheduler=stream-order&scheduler.order=last+piece'

export const stream2llm: Judged = {
  figure: 'From the last piece of the context to the first token, p99',
  link: '#/lab?v=1&title=Stream2LLM&accelerator=h100-sxm&placement.tensor=2&workload=streaming&workload.rate=2&workload.requests=240&workload.pieces=14&workload.gap=0.7&lengths.prompt.mean=12600&lengths.prompt.cv=0.3&lengths.output=fixed&lengths.output.tokens=64&scheduler.tokenBudget=2048&limits.length=120000&prefixCache=none&kv.capacityTokens=120000',
  arms: {
    ordered: {
      role: 'mechanism',
      title: 'Streams, complete ones first, victims moved or recomputed',
      set: `${ordered}&preemption=cheaper`,
      tuned: budgets,
    },
    waits: {
      role: 'baseline',
      title: 'Waits for the whole context',
      set: 'workload.waits=true',
      tuned: [{ path: 'scheduler.knobs.tokenBudget', values: [512, 2048, 8192] }],
    },
    plain: { role: 'baseline', title: 'Streams, the last in is recomputed', set: '', tuned: budgets },
    moved: { role: 'baseline', title: 'Streams, the last in is moved', set: 'preemption=swap', tuned: budgets },
    recomputed: { role: 'ablation', title: 'Complete ones first, victims recomputed', set: ordered, tuned: budgets },
    random: {
      role: 'control',
      title: 'Streams, any order',
      set: 'scheduler=stream-order&scheduler.tokenBudget=512&scheduler.order=random&preemption=cheaper',
    },
  },
  claim: {
    kind: 'up to',
    metric: 'contextTtft.p99',
    better: 'lower',
    high: 11,
    guard: { metric: 'throughput', better: 'higher', margin: 0.05 },
    evidence: { words: 'A', setup: 'V' },
  },
  assertions: [
    {
      id: 'over-waiting',
      words: 'Over waiting for the whole context half of the first tokens come several times sooner.',
      of: { arm: 'ordered', over: 'waits', metric: 'contextTtft.p50', better: 'lower' },
      from: 5,
      to: 30,
    },
    {
      id: 'from-arrival',
      words: 'From the arrival of the request on, the gain is a few percent.',
      of: { arm: 'ordered', over: 'waits', metric: 'ttft.p50', better: 'lower' },
      from: 1,
      to: 1.12,
    },
    {
      id: 'order',
      words: 'Any order instead of its own makes the tail many times longer.',
      of: { arm: 'ordered', over: 'random' },
      from: 15,
      to: 1500,
    },
    {
      id: 'eviction',
      words:
        'Were victims always computed again, there would be two to five times as many: what is computed again holds up others.',
      of: { arm: 'ordered', over: 'recomputed', metric: 'kv.preemptions', better: 'lower' },
      from: 2.2,
      to: 4.5,
    },
    {
      id: 'victims',
      words: 'Fewer lose their blocks than where the last in gives way.',
      of: { arm: 'ordered', over: 'plain', metric: 'kv.preemptions', better: 'lower' },
      from: 2.3,
      to: 4.5,
    },
    {
      id: 'ample',
      words: 'With memory to spare the order is worth nothing: streaming alone has the gain.',
      of: { arm: 'ordered', over: 'plain', metric: 'contextTtft.p50', better: 'lower', under: 'ample' },
      from: 0.98,
      to: 1.03,
    },
    {
      id: 'at-once',
      words:
        'Where fetching takes no time there is nothing to compute meanwhile, and to stream costs a little: pieces are computed one by one.',
      of: { arm: 'ordered', over: 'waits', metric: 'contextTtft.p50', better: 'lower', under: 'at-once' },
      from: 0.65,
      to: 0.95,
    },
  ],
  sensitivity: [
    { id: 'at-once', words: 'Fetching takes no time', set: 'workload.gap=0.001' },
    { id: 'ample', words: 'Memory for 600,000 tokens', set: 'kv.capacityTokens=600000' },
    { id: 'half', words: 'Half the load', set: 'workload.rate=1' },
    { id: 'more', words: 'Half as much load again', set: 'workload.rate=3' },
    { id: 'h200', words: 'On two H200', set: 'accelerator=h200-sxm' },
    { id: 'a100', words: 'On two A100, half the load', set: 'accelerator=a100-80gb-sxm&workload.rate=1' },
    { id: 'short', words: 'Contexts half as long', set: 'lengths.prompt.mean=6300' },
    {
      id: 'slow',
      words: 'Ten times as long between pieces, a tenth of the load',
      set: 'workload.gap=7&workload.rate=0.2',
    },
    { id: 'steady', words: 'Pieces at even times (assumed: variation 0.5)', set: 'workload.gapCv=0.1' },
    { id: 'ragged', words: 'Pieces at very uneven times (assumed: variation 0.5)', set: 'workload.gapCv=1.5' },
    { id: 'replaced', words: 'Pieces replace what came before', set: 'workload.mode=update' },
  ],
  decides: ['scheduler/stream-order', 'preemption/cheaper'],
  survivors: {
    'scheduler/stream-order.order':
      'Complete contexts by their arrival, which is what is left without an order of their own, does as well as by their last piece: who came first is mostly complete first.',
    'scheduler/stream-order.hasTurn':
      'The tokens of an iteration are given out before its memory is: that somebody has no turn for lack of blocks hardly happens.',
    'preemption/cheaper.moves':
      'Contexts are long here, and to move one is nearly always cheaper than to compute it again: to move always is the same.',
  },
}
