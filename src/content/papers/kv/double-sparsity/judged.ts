/**
 * Double Sparsity before the referee: entries found by labels, against the whole cache and against blocks that are found by their bounds.
 * Sixteen texts share each pass, and a token of the context stands for 100: the cache is then read for longer than the weights.
 */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const budget = { path: 'select.knobs.budget', values: [20, 28] }
const channels = { path: 'select.knobs.channels', values: [8, 16] }
const always = 'select.first=2&select.recent=4'

export const doubleSparsity: Judged = {
  figure: 'Tokens a second of decoding × right answers',
  link: '#/lab?v=2&engine=tokens&title=Double+Sparsity&prompts.requests=21&output=42&sampling.temperature=0&decoder=autoregressive&pace.batch=16&pace.contextScale=100',
  arms: {
    labels: {
      role: 'mechanism',
      title: 'Labels of calibrated channels',
      set: `select=label-cache&${always}`,
      tuned: [budget, channels],
    },
    whole: { role: 'baseline', title: 'The whole cache', set: '' },
    blocks: {
      role: 'baseline',
      title: 'Blocks by their bounds',
      set: `select=top-blocks&${always}`,
      tuned: [budget, { path: 'select.knobs.block', values: [4, 8] }],
    },
    spreads: {
      role: 'ablation',
      title: 'Labels of the channels that differ most',
      set: `select=label-cache&select.by=spreads&${always}`,
      asMechanism: [budget.path, channels.path],
    },
    channels: {
      role: 'control',
      title: 'Labels of channels by chance',
      set: `select=label-cache&select.by=chance&${always}`,
      asMechanism: [budget.path, channels.path],
    },
    entries: {
      role: 'control',
      title: 'Entries by chance',
      set: `select=random&${always}`,
      asMechanism: [budget.path],
    },
    oracle: {
      role: 'oracle',
      title: 'Entries that will be looked at most',
      set: `select=oracle&${always}`,
      asMechanism: [budget.path],
    },
  },
  claim: {
    kind: 'up to',
    metric: 'rightRate',
    better: 'higher',
    high: 1.9,
    guard: { metric: 'rightAnswers', better: 'higher', margin: 0.05 },
    evidence: { words: 'A', setup: 'V' },
  },
  assertions: [
    {
      id: 'over-whole',
      words: 'Over the whole cache labels bring a fifth to two fifths more, right answers counted.',
      of: { arm: 'labels', over: 'whole' },
      from: 1.15,
      to: 1.45,
    },
    {
      id: 'read',
      words: 'Somewhat less than half of the cache is read, a first layer that is read whole included.',
      of: { arm: 'labels', metric: 'kvRead' },
      from: 0.45,
      to: 0.5,
    },
    {
      id: 'index',
      words: 'Labels of half the channels in 4 bits are a sixteenth of what they stand for, in three of four layers.',
      of: { arm: 'labels', metric: 'indexRead' },
      from: 0.046,
      to: 0.048,
    },
    {
      id: 'found',
      words: 'What labels find answers more than half as often again as entries by chance do.',
      of: { arm: 'labels', over: 'entries', metric: 'rightAnswers', better: 'higher' },
      from: 1.5,
      to: 5,
    },
    {
      id: 'channels',
      words: 'Which channels are kept makes no difference: those that chance picks do as well within a tenth.',
      of: { arm: 'labels', over: 'channels' },
      from: 0.9,
      to: 1.1,
    },
    {
      id: 'short',
      words: 'Where weights are what is read, there is next to nothing to gain.',
      of: { arm: 'labels', over: 'whole', under: 'short' },
      from: 0.85,
      to: 1.08,
    },
  ],
  sensitivity: [
    { id: 'short', words: 'A token stands for 5: the weights are what is read', set: 'pace.contextScale=5' },
    {
      id: 'long',
      words: 'A token stands for 200, half as many texts beside',
      set: 'pace.contextScale=200&pace.batch=8',
    },
    {
      id: 'one-kind',
      words: 'Calibrated with code alone',
      set: '',
      arms: { labels: 'select.calibration=code', spreads: 'select.calibration=code' },
    },
    {
      id: 'all-layers',
      words: 'No layer is read whole',
      set: '',
      arms: {
        labels: 'select.wholeLayers=0',
        blocks: 'select.wholeLayers=0',
        spreads: 'select.wholeLayers=0',
        channels: 'select.wholeLayers=0',
      },
    },
  ],
  decides: ['select/label-cache'],
  survivors: {
    'select/label-cache.channel':
      'Half of the channels find what is looked for whichever half it is: the least important, the first and any by chance do as well as the calibrated ones.',
  },
}
