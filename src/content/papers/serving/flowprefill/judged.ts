/** FlowPrefill before the referee: the card's three classes of prompts, against deadlines and pieces with their size tuned. */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const pieces = [{ path: 'scheduler.piece', values: [256, 512, 1024, 2048] }]

export const flowprefill: Judged = {
  figure: 'Requests a second up to which nine in ten are within their limits',
  link: '#/lab?v=1&title=FlowPrefill&accelerator=a100-80gb-sxm&cost.form=kernels&placement=disaggregated&workload=bursty&workload.cv=1.41&workload.requests=400&lengths.prompt.mean=700&lengths.prompt.cv=0.6&lengths.output=fixed&lengths.output.tokens=16&scheduler=deadline-first&scheduler.tokenBudget=2048&classes.interactive.share=0.7&classes.interactive.ttft=0.25&classes.interactive.tpot=1&classes.batch.share=0.2&classes.batch.ttft=1&classes.batch.tpot=1&classes.batch.promptScale=4.3&classes.background.share=0.1&classes.background.ttft=6&classes.background.tpot=1&classes.background.promptScale=17&sweep.rate.path=workload.rate&sweep.rate.values=0.5~1~2~3~4~6~8~10~12~16',
  arms: {
    operators: {
      role: 'mechanism',
      title: 'Slack, stops at operators',
      set: 'scheduler.order=slack&scheduler.stops=at+operators',
    },
    arrival: {
      role: 'baseline',
      title: 'First come, first served',
      set: 'scheduler.order=arrival&scheduler.stops=between+pieces',
    },
    deadlines: {
      role: 'baseline',
      title: 'Deadlines, in pieces',
      set: 'scheduler.order=deadline&scheduler.stops=between+pieces',
      tuned: pieces,
    },
    pieces: {
      role: 'ablation',
      title: 'Slack, in pieces',
      set: 'scheduler.order=slack&scheduler.stops=between+pieces',
      tuned: pieces,
    },
    random: {
      role: 'control',
      title: 'Any order, stops at operators',
      set: 'scheduler.order=random&scheduler.stops=at+operators',
    },
  },
  claim: {
    kind: 'up to',
    metric: 'sloAttainment',
    atLeast: 0.9,
    better: 'higher',
    high: 5.6,
    evidence: { words: 'A', setup: 'A' },
  },
  assertions: [
    {
      id: 'over-deadlines',
      words: 'Over deadlines in well-sized pieces it carries more than half as much load again.',
      of: { arm: 'operators', over: 'deadlines' },
      from: 1.5,
      to: 20,
    },
    {
      id: 'mostly-order',
      words: 'Most of the gain is the order: with pieces and the same order nearly as much is carried.',
      of: { arm: 'operators', over: 'pieces' },
      from: 0.9,
      to: 1.6,
    },
    {
      id: 'alike',
      words: 'Where all prompts are short and alike, nobody blocks anybody, and the order makes little difference.',
      of: { arm: 'operators', over: 'arrival', under: 'alike' },
      from: 0.9,
      to: 1.3,
    },
  ],
  sensitivity: [
    {
      id: 'alike',
      words: 'All prompts alike, limits of 2 s',
      set: 'classes.batch.share=0&classes.background.share=0&classes.interactive.ttft=2',
      loads: [2, 4, 6, 8, 12, 16, 24],
    },
    { id: 'h100', words: 'On an H100', set: 'accelerator=h100-sxm', loads: [1, 2, 4, 8, 12, 16, 24, 32] },
    {
      id: 'tight',
      words: 'Limits half as long',
      set: 'classes.interactive.ttft=0.125&classes.batch.ttft=0.5&classes.background.ttft=3',
    },
    { id: 'few-boundaries', words: 'One boundary a layer (assumed: 5)', set: 'scheduler.perLayer=1' },
    { id: 'free-rounds', words: 'Decisions that cost nothing (assumed: 2 ms)', set: 'scheduler.roundMs=0' },
    { id: 'wrong-forecast', words: 'Forecasts that miss by half (assumed: 5 %)', set: 'scheduler.forecastError=0.5' },
  ],
  decides: ['scheduler/deadline-first'],
}
