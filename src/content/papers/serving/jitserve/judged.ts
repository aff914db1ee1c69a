/** JITServe before the referee: grouping, programs and pacing on as the paper has them, at the load of the card. */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const budgets = [{ path: 'scheduler.tokenBudget', values: [256, 512, 1024, 2048] }]

export const jitserve: Judged = {
  figure: 'Tokens a second of requests within their limits',
  link: '#/lab?v=1&title=JITServe&accelerator=a100-80gb-sxm&cost.form=kernels&workload=agents&workload.programs=background+only&workload.calls=6&workload.tool=1&workload.toolTokens=200&workload.deadline=60&workload.requests=1200&workload.spread=0.3&workload.rate=3&lengths.prompt.mean=600&lengths.prompt.cv=0.8&lengths.output.mean=350&lengths.output.cv=1&classes.interactive.share=0.33&classes.interactive.ttft=2&classes.interactive.tpot=0.1&classes.batch.share=0.33&classes.batch.deadline=20&classes.background.share=0.33&batching.maxRunning=64&prefixCache=none&scheduler=chunked-prefill',
  arms: {
    worth: { role: 'mechanism', title: 'Worth a second, in groups', set: 'scheduler=grouped-margin', tuned: budgets },
    fcfs: { role: 'baseline', title: 'First come, chunked', set: '', tuned: budgets },
    deadline: { role: 'baseline', title: 'Nearest deadline', set: 'scheduler=grouped-margin&scheduler.order=deadline' },
    shortest: {
      role: 'baseline',
      title: 'Shortest answer expected',
      set: 'scheduler=shortest-output-first',
      tuned: budgets,
    },
    single: {
      role: 'ablation',
      title: 'Worth a second, without grouping',
      set: 'scheduler=grouped-margin&scheduler.topK=1&scheduler.swapCap=0',
    },
    random: { role: 'control', title: 'Nobody in particular', set: 'scheduler=grouped-margin&scheduler.order=random' },
  },
  claim: {
    kind: 'range',
    metric: 'tokenGoodput',
    better: 'higher',
    low: 1.4,
    high: 6.3,
    evidence: { words: 'A', setup: 'A' },
  },
  assertions: [
    {
      id: 'over-fcfs',
      words: 'Past capacity it serves more tokens in time than first come, first served.',
      of: { arm: 'worth', over: 'fcfs' },
      from: 1.02,
      to: 5,
    },
    {
      id: 'over-random',
      words: 'Worth ranks better than chance.',
      of: { arm: 'worth', over: 'random' },
      from: 1.02,
      to: 5,
    },
    {
      id: 'below',
      words: 'Below capacity every order meets what can be met.',
      of: { arm: 'worth', over: 'fcfs', under: 'below' },
      from: 0.9,
      to: 1.06,
    },
  ],
  sensitivity: [
    { id: 'below', words: 'Below capacity', set: 'workload.rate=0.7' },
    { id: 'at', words: 'Near capacity', set: 'workload.rate=2' },
    { id: 'past', words: 'Far past capacity', set: 'workload.rate=5' },
    {
      id: 'exact',
      words: 'Lengths forecast without error',
      set: '',
      arms: { worth: 'scheduler.error=0', single: 'scheduler.error=0' },
    },
    {
      id: 'steep',
      words: 'Lateness counts to the fourth power',
      set: '',
      arms: { worth: 'scheduler.penalty=4', single: 'scheduler.penalty=4' },
    },
  ],
  decides: ['scheduler/grouped-margin'],
}
