/**
 * Prefill-token equivalents before the referee: how far each way of counting is from telling the latency of the same programs. The card's
 * preset, eleven kinds of agents on eight A100, with a fraction of its trajectories; the lab's former one is a world of the table.
 *
 * The figure is 1 − r, so that the sign counts: a count that falls where latency rises is no better than none.
 */
import type { Judged } from '../../../../experiment/referee/judged.ts'

export const pteToolReasoning: Judged = {
  figure: 'How far latency is from a rising line over the count: 1 − r',
  link: '#/lab?v=1&title=Prefill-token+equivalents&accelerator=a100-80gb-sxm&cost.form=kernels&placement.instances=8&workload=agents&workload.atOnce=64&workload.requests=1500&workload.toolTokens=4000&lengths.prompt.mean=1000&lengths.output.mean=50&lengths.output.cv=0.7&prefixCache=none&limits.length=131000',
  arms: {
    pte: { role: 'mechanism', title: 'Prefill-token equivalents', set: '', metric: 'programs.misalignedPte' },
    tokens: { role: 'baseline', title: 'All tokens', set: '', metric: 'programs.misalignedTokens' },
    calls: { role: 'baseline', title: 'Calls', set: '', metric: 'programs.misalignedCalls' },
    generated: { role: 'baseline', title: 'Generated tokens', set: '', metric: 'programs.misalignedGenerated' },
  },
  claim: {
    kind: 'direction',
    metric: 'programs.misalignedPte',
    better: 'lower',
    evidence: { words: 'A', setup: 'A' },
  },
  assertions: [
    {
      id: 'aligned',
      words: 'Latency rises with the equivalents, clearly and not exactly.',
      of: { arm: 'pte', metric: 'programs.rOfPte' },
      from: 0.7,
      to: 0.9,
    },
    {
      id: 'over-tokens',
      words: 'They tell it better than all tokens do.',
      of: { arm: 'pte', over: 'tokens' },
      from: 1.2,
      to: 2,
    },
    {
      id: 'queues',
      words: 'At this load the number of calls tells it better still: every call waits its turn.',
      of: { arm: 'pte', over: 'calls' },
      from: 0.4,
      to: 0.9,
    },
    {
      id: 'calm',
      words:
        'With a quarter of the programs at once, when hardly anybody waits, the equivalents tell it better than calls do.',
      of: { arm: 'pte', over: 'calls', under: 'calm' },
      from: 1.65,
      to: 2.6,
    },
    {
      id: 'chatty',
      words: 'Where agents write much and tools little, generated tokens tell it better by far.',
      of: { arm: 'pte', over: 'generated', under: 'chatty' },
      from: 0.05,
      to: 0.4,
    },
    {
      id: 'gamma',
      words: 'A position read counts as 0.0013 tokens of prompt: 131,072 bytes × 153 FLOP a byte over 15 billion FLOP.',
      of: { arm: 'pte', metric: 'pte.gamma' },
      from: 0.0013,
      to: 0.0014,
    },
    {
      id: 'read',
      words: 'Where agents write much, about a third of the equivalents are read, not computed.',
      of: { arm: 'pte', metric: 'pte.readShare', under: 'chatty' },
      from: 0.29,
      to: 0.36,
    },
  ],
  sensitivity: [
    { id: 'chatty', words: 'Agents write much, tools little', set: 'lengths.output.mean=300&workload.toolTokens=500' },
    { id: 'calm', words: 'A quarter of the programs at once', set: 'workload.atOnce=16' },
    { id: 'half', words: 'Half the programs at once', set: 'workload.atOnce=32' },
    { id: 'more', words: 'Half as many programs again', set: 'workload.atOnce=96' },
    { id: 'kept', words: 'Contexts are kept during tool calls', set: 'prefixCache=block-lru&workload.requests=700' },
    {
      id: 'two',
      words: 'Two instances, sixteen programs on each',
      set: 'placement.instances=2&workload.atOnce=32&workload.requests=900',
    },
    { id: 'h100', words: 'On H100', set: 'accelerator=h100-sxm' },
    { id: 'alike', words: 'Kinds of agents nearly alike (assumed: 0.6)', set: 'workload.spread=0.2' },
    { id: 'unlike', words: 'Kinds of agents far apart (assumed: 0.6)', set: 'workload.spread=1' },
  ],
  decides: ['metric/pte'],
  survivors: {
    'metric/pte.prefills':
      'Half and twice are noticed. By chance between them, call by call, the sums of a program hardly move.',
    'metric/pte.reads':
      'Half and twice are noticed. By chance between them, call by call, the sums of a program hardly move.',
  },
}
