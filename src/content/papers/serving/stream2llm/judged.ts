/** Stream2LLM before the referee: its order and its eviction, against waiting and against streaming without an order. */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const budgets = [{ path: 'scheduler.tokenBudget', values: [512, 2048, 8192] }]

export const stream2llm: Judged = {
  figure: 'From the last piece of the context to the first token, p50',
  link: '#/lab?v=1&title=Stream2LLM&accelerator=h100-sxm&placement.tensor=2&workload=streaming&workload.rate=2&workload.requests=200&workload.pieces=14&workload.gap=0.7&lengths.prompt.mean=12600&lengths.prompt.cv=0.3&lengths.output=fixed&lengths.output.tokens=64&scheduler.tokenBudget=2048&limits.length=120000&prefixCache=none',
  arms: {
    ordered: {
      role: 'mechanism',
      title: 'Streams, complete ones first',
      set: 'scheduler=stream-order&scheduler.order=last+piece&preemption=cheaper',
      tuned: budgets,
    },
    waits: {
      role: 'baseline',
      title: 'Waits for the whole context',
      set: 'workload.waits=true',
      tuned: budgets,
    },
    plain: {
      role: 'baseline',
      title: 'Streams, last in gives way',
      set: '',
      tuned: budgets,
    },
    random: {
      role: 'control',
      title: 'Streams, any order',
      set: 'scheduler=stream-order&scheduler.tokenBudget=2048&scheduler.order=random&preemption=cheaper',
    },
  },
  claim: {
    kind: 'up to',
    metric: 'contextTtft.p50',
    better: 'lower',
    high: 11,
    guard: { metric: 'throughput', better: 'higher', margin: 0.05 },
    evidence: { words: 'A', setup: 'V' },
  },
  assertions: [
    {
      id: 'over-waiting',
      words: 'Over waiting for the whole context the first token comes several times sooner.',
      of: { arm: 'ordered', over: 'waits' },
      from: 2,
      to: 30,
    },
    {
      id: 'from-arrival',
      words: 'From the arrival of the request on, the gain is a few percent.',
      of: { arm: 'ordered', over: 'waits', metric: 'ttft.p50' },
      from: 1,
      to: 1.15,
    },
    {
      id: 'at-once',
      words: 'Where fetching takes no time there is nothing to compute meanwhile.',
      of: { arm: 'ordered', over: 'waits', under: 'at-once' },
      from: 0.8,
      to: 1.25,
    },
  ],
  sensitivity: [
    { id: 'at-once', words: 'Fetching takes no time', set: 'workload.gap=0.001' },
    { id: 'pressure', words: 'Memory for 120,000 tokens', set: 'kv.capacityTokens=120000' },
    {
      id: 'pressure-tail',
      words: 'Memory for 120,000 tokens, twice the load',
      set: 'kv.capacityTokens=120000&workload.rate=4',
    },
    { id: 'half', words: 'Half the load', set: 'workload.rate=1' },
    { id: 'twice', words: 'Twice the load', set: 'workload.rate=4' },
    { id: 'replaced', words: 'Pieces replace what came before', set: 'workload.mode=update' },
  ],
  decides: ['scheduler/stream-order', 'preemption/cheaper'],
}
