/** FlowPrefill before the referee: the card's three classes of prompts on one server, against deadlines and pieces with their size tuned. */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const operators = 'scheduler.stops=at+operators&scheduler.spares=true'
const pieces = 'scheduler.stops=between+pieces'

export const flowprefill: Judged = {
  figure: 'Requests a second up to which nine in ten are within their limits',
  link: '#/lab?v=1&title=FlowPrefill&accelerator=a100-80gb-sxm&cost.form=kernels&placement=disaggregated&workload=bursty&workload.cv=1.41&workload.requests=240&lengths.prompt.mean=700&lengths.prompt.cv=0.6&lengths.output=fixed&lengths.output.tokens=2&scheduler=deadline-first&scheduler.tokenBudget=2048&classes.interactive.share=0.7&classes.interactive.ttft=0.25&classes.interactive.tpot=1&classes.batch.share=0.2&classes.batch.ttft=1&classes.batch.tpot=1&classes.batch.promptScale=4.3&classes.background.share=0.1&classes.background.ttft=6&classes.background.tpot=1&classes.background.promptScale=17&sweep.rate.path=workload.rate&sweep.rate.values=0.5~1~2~4~7~12~20',
  arms: {
    operators: {
      role: 'mechanism',
      title: 'Slack, stops at operators',
      set: `scheduler.order=slack&${operators}`,
    },
    arrival: {
      role: 'baseline',
      title: 'First come, first served',
      set: `scheduler.order=arrival&${pieces}`,
    },
    deadlines: {
      role: 'baseline',
      title: 'Nearest deadline, in pieces',
      set: `scheduler.order=deadline&${pieces}`,
      tuned: [{ path: 'scheduler.piece', values: [256, 512, 1024] }],
    },
    pieces: {
      role: 'ablation',
      title: 'Slack, in pieces',
      set: `scheduler.order=slack&${pieces}&scheduler.piece=1024`,
    },
    hasty: {
      role: 'ablation',
      title: 'Nearest deadline, stops at operators',
      set: `scheduler.order=deadline&${operators}`,
    },
    random: {
      role: 'control',
      title: 'Any order, stops at operators',
      set: `scheduler.order=random&${operators}`,
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
      words: 'Over the nearest deadline first, in well-sized pieces, it carries several times the load.',
      of: { arm: 'operators', over: 'deadlines' },
      from: 2,
      to: 8,
    },
    {
      id: 'over-arrival',
      words: 'Over first come, first served, it carries many times the load: one long prompt makes all behind it late.',
      of: { arm: 'operators', over: 'arrival' },
      from: 5,
      to: 25,
    },
    {
      id: 'mostly-order',
      words: 'Most of the gain is the order: in pieces and the same order about as much is carried.',
      of: { arm: 'operators', over: 'pieces' },
      from: 0.8,
      to: 1.4,
    },
    {
      id: 'hopeless-last',
      words: 'Where hopeless prompts keep their place by deadline, much less is carried, with operators, too.',
      of: { arm: 'operators', over: 'hasty' },
      from: 1.6,
      to: 5,
    },
    {
      id: 'stops',
      words: 'At the lowest load about one request in ten stops a prompt under way.',
      of: { arm: 'operators', metric: 'stops' },
      from: 12,
      to: 38,
    },
    {
      id: 'alike',
      words: 'Where all prompts are short and alike, nobody blocks anybody, and the order makes little difference.',
      of: { arm: 'operators', over: 'arrival', under: 'alike' },
      from: 0.78,
      to: 1.2,
    },
    {
      id: 'careful-batches',
      words: 'With room for large batches it still takes nobody along who would make another late.',
      of: { arm: 'operators', over: 'hasty', under: 'large-batches' },
      from: 2.05,
      to: 4.5,
    },
  ],
  sensitivity: [
    {
      id: 'alike',
      words: 'All prompts short and alike, 100 tokens with limits of 0.25 s',
      set: 'classes.batch.share=0&classes.background.share=0&lengths.prompt.mean=100',
      loads: [40, 80, 120, 160, 240, 320],
    },
    {
      id: 'large-batches',
      words: 'Batches of up to 8,192 tokens (assumed: 2,048)',
      set: 'scheduler.tokenBudget=8192',
      loads: [1, 2, 4, 9, 20],
    },
    { id: 'h100', words: 'On an H100', set: 'accelerator=h100-sxm', loads: [1, 2.5, 6, 12, 30, 80] },
    {
      id: 'tight',
      words: 'Limits half as long',
      set: 'classes.interactive.ttft=0.125&classes.batch.ttft=0.5&classes.background.ttft=3',
      loads: [0.25, 0.5, 1, 3, 8, 16],
    },
    {
      id: 'milder',
      words: 'Long prompts half as long',
      set: 'classes.batch.promptScale=2.1&classes.background.promptScale=8.5',
      loads: [1, 2, 4, 8, 16, 32],
    },
    {
      id: 'few-boundaries',
      words: 'One boundary a layer (assumed: 5)',
      set: 'scheduler.perLayer=1',
      loads: [1, 2, 4, 9, 20],
    },
    {
      id: 'many-boundaries',
      words: 'Sixteen boundaries a layer',
      set: 'scheduler.perLayer=16',
      loads: [1, 2, 4, 9, 20],
    },
    {
      id: 'free-rounds',
      words: 'Decisions that cost nothing (assumed: 2 ms)',
      set: 'scheduler.roundMs=0',
      loads: [1, 2, 4, 9, 20],
    },
    { id: 'dear-rounds', words: 'Decisions of 5 ms', set: 'scheduler.roundMs=5', loads: [1, 2, 4, 9, 20] },
    {
      id: 'sure-forecast',
      words: 'Forecasts that never miss (assumed: by 5 %)',
      set: 'scheduler.forecastError=0',
      loads: [1, 2, 4, 9, 20],
    },
    {
      id: 'wrong-forecast',
      words: 'Forecasts that miss by half',
      set: 'scheduler.forecastError=0.5',
      loads: [1, 2, 4, 9, 20],
    },
  ],
  decides: ['scheduler/deadline-first'],
}
