/** Prefill-token equivalents before the referee: what each way of counting leaves unexplained of the same latencies. */
import type { Judged } from '../../../../experiment/referee/judged.ts'

export const pteToolReasoning: Judged = {
  figure: 'Share of the variance of latency left unexplained',
  link: '#/lab?v=1&title=Prefill-token+equivalents&accelerator=a100-80gb-sxm&cost.form=kernels&placement.instances=2&workload=agents&workload.atOnce=32&workload.requests=900&workload.toolTokens=4000&lengths.prompt.mean=1000&lengths.output.mean=50&lengths.output.cv=0.7&prefixCache=none&limits.length=131000',
  arms: {
    pte: { role: 'mechanism', title: 'Left unexplained by PTE', set: '', metric: 'programs.unexplainedByPte' },
    tokens: {
      role: 'baseline',
      title: 'Left unexplained by all tokens',
      set: '',
      metric: 'programs.unexplainedByTokens',
    },
    generated: {
      role: 'baseline',
      title: 'Left unexplained by generated tokens',
      set: '',
      metric: 'programs.unexplainedByGenerated',
    },
  },
  claim: {
    kind: 'direction',
    metric: 'programs.unexplainedByPte',
    better: 'lower',
    evidence: { words: 'A', setup: 'A' },
  },
  assertions: [
    {
      id: 'over-tokens',
      words: 'Where tools say much, PTE tells latency better than all tokens do.',
      of: { arm: 'pte', over: 'tokens' },
      from: 1.02,
      to: 10,
    },
    {
      id: 'chatty',
      words: 'Where agents write much and tools little, generated tokens tell it better.',
      of: { arm: 'pte', over: 'generated', under: 'chatty' },
      from: 0.1,
      to: 1,
    },
    {
      id: 'kept',
      words: 'Where contexts are kept, less is read again than PTE says.',
      of: { arm: 'pte', over: 'tokens', under: 'kept' },
      from: 0.2,
      to: 1.5,
    },
  ],
  sensitivity: [
    { id: 'chatty', words: 'Agents write much, tools little', set: 'lengths.output.mean=300&workload.toolTokens=500' },
    { id: 'kept', words: 'Contexts are kept during tool calls', set: 'prefixCache=block-lru' },
    { id: 'h100', words: 'On H100', set: 'accelerator=h100-sxm' },
  ],
  decides: [],
}
