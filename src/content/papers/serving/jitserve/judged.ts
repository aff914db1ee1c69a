/**
 * JITServe before the referee: grouping, swaps, top-up of programs and pacing on, as the paper's code has them, on the card's three kinds
 * of requests a little past capacity. Programs run two chains of calls side by side, or there would be nobody to top up.
 */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const margin = 'scheduler=grouped-margin'
/** The order alone: nobody gives way, nothing is matched, nobody pauses. */
const plain = 'scheduler.topK=1&scheduler.swapCap=0&scheduler.programs=false&scheduler.paces=false'

export const jitserve: Judged = {
  figure: 'Tokens a second of requests within their limits',
  link: '#/lab?v=1&title=JITServe&accelerator=a100-80gb-sxm&cost.form=kernels&workload=agents&workload.programs=background+only&workload.calls=3&workload.branches=2&workload.tool=1&workload.toolTokens=200&workload.deadline=60&workload.requests=800&workload.spread=0.3&workload.rate=2.5&lengths.prompt.mean=600&lengths.prompt.cv=0.8&lengths.output.mean=350&lengths.output.cv=1&classes.interactive.share=0.33&classes.interactive.ttft=2&classes.interactive.tpot=0.1&classes.batch.share=0.33&classes.batch.deadline=20&classes.background.share=0.33&batching.maxRunning=64&prefixCache=none&scheduler=chunked-prefill',
  arms: {
    worth: {
      role: 'mechanism',
      title: 'Worth a second, in groups',
      set: margin,
      tuned: [{ path: 'scheduler.penalty', values: [1, 4] }],
    },
    fcfs: {
      role: 'baseline',
      title: 'First come, chunked',
      set: '',
      tuned: [{ path: 'scheduler.tokenBudget', values: [512, 2048] }],
    },
    deadline: { role: 'baseline', title: 'Nearest deadline', set: `${margin}&scheduler.order=deadline&${plain}` },
    shortest: {
      role: 'baseline',
      title: 'Shortest answer expected',
      set: `${margin}&scheduler.order=shortest+answer&${plain}`,
    },
    single: {
      role: 'ablation',
      title: 'Worth a second, lengths not matched',
      set: `${margin}&scheduler.topK=1`,
      tuned: [{ path: 'scheduler.penalty', values: [1, 4] }],
    },
    untopped: {
      role: 'ablation',
      title: 'Worth a second, programs not topped up',
      set: `${margin}&scheduler.programs=false`,
    },
    random: { role: 'control', title: 'Nobody in particular', set: `${margin}&scheduler.order=random` },
    reversed: {
      role: 'control',
      title: 'Whoever is worth least',
      set: `${margin}&scheduler.order=worth,+least+first`,
    },
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
      words: 'Past capacity it serves about as many tokens in time as first come, first served.',
      of: { arm: 'worth', over: 'fcfs' },
      from: 0.85,
      to: 1.12,
    },
    {
      id: 'over-random',
      words: 'Ranking by chance serves about as many.',
      of: { arm: 'worth', over: 'random' },
      from: 0.88,
      to: 1.12,
    },
    {
      id: 'grouping',
      words: 'Matching lengths costs: the best as they are would be in time more often.',
      of: { arm: 'worth', over: 'single', metric: 'sloAttainment', better: 'higher' },
      from: 0.9,
      to: 0.998,
    },
    {
      id: 'swaps',
      words: 'A few requests in a hundred give way to others that are worth several times as much.',
      of: { arm: 'worth', metric: 'kv.preemptions' },
      from: 12,
      to: 100,
    },
    {
      id: 'pacing',
      words: 'Streams with time to spare are slowed: the slowest tenth takes a third to a half longer for a token.',
      of: { arm: 'worth', over: 'fcfs', metric: 'tpot.p90', better: 'lower' },
      from: 0.66,
      to: 0.78,
    },
    {
      id: 'topped-up',
      words:
        'Programs of many calls side by side end in time more often where further calls come along with those that were chosen.',
      of: {
        arm: 'worth',
        over: 'untopped',
        metric: 'class.background.attainment',
        better: 'higher',
        under: 'wide-programs',
      },
      from: 1.03,
      to: 1.4,
    },
    {
      id: 'below',
      words: 'Below capacity every order meets what can be met.',
      of: { arm: 'worth', over: 'fcfs', under: 'half-load' },
      from: 0.95,
      to: 1.05,
    },
  ],
  sensitivity: [
    { id: 'half-load', words: 'Half the load', set: 'workload.rate=1.25' },
    { id: 'more-load', words: 'Half as much load again', set: 'workload.rate=3.75' },
    { id: 'h100', words: 'On an H100, twice the load', set: 'accelerator=h100-sxm&workload.rate=5' },
    {
      id: 'chat',
      words: 'Prompts and answers half as long, twice the load',
      set: 'workload.rate=5&lengths.prompt.mean=300&lengths.output.mean=175',
    },
    {
      id: 'wide-programs',
      words: 'Programs of sixteen calls at once, due in 20 s',
      set: 'workload.branches=16&workload.calls=1&workload.deadline=20&workload.rate=1.5',
    },
    {
      id: 'exact',
      words: 'Lengths forecast without error (assumed: 0.5)',
      set: '',
      arms: Object.fromEntries(
        ['worth', 'shortest', 'single', 'untopped', 'random', 'reversed'].map((arm) => [arm, 'scheduler.error=0']),
      ),
    },
    {
      id: 'vague',
      words: 'Lengths forecast four times as badly',
      set: '',
      arms: Object.fromEntries(
        ['worth', 'shortest', 'single', 'untopped', 'random', 'reversed'].map((arm) => [arm, 'scheduler.error=2']),
      ),
    },
  ],
  decides: ['scheduler/grouped-margin'],
  survivors: {
    'scheduler/grouped-margin.lacks':
      'A program whose calls run side by side nearly always lacks some of them: to top it up always, or every other time, is as good. Never is noticed.',
    'scheduler/grouped-margin.candidates':
      'Lengths are matched among twice as many requests as run together, and there are rarely more than that: four times as many are the same ones. Half as many, where nothing is matched, are noticed.',
  },
}
