/**
 * AWQ before the referee: weights of 3 bits in groups of 32, the same bits for all. The model as it came has no channels with outliers;
 * the stressed one, which computes the same, has.
 */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const bits = (id: string): string => `weights=${id}&weights.bits=3`

export const awq: Judged = {
  figure: 'KL from the model as it came',
  link: '#/lab?v=2&engine=tokens&title=AWQ&prompts.requests=14&output=4&sampling.temperature=0&decoder=autoregressive&beside=true',
  arms: {
    awq: { role: 'mechanism', title: 'Scales and cuts searched', set: bits('awq') },
    nearest: {
      role: 'baseline',
      title: 'Rounded, range tuned',
      set: bits('rounded'),
      tuned: [{ path: 'weights.knobs.keeps', values: [1, 0.9, 0.8, 0.7] }],
    },
    cuts: {
      role: 'baseline',
      title: 'Cuts searched, nothing scaled',
      set: `${bits('awq')}&weights.grid=1`,
    },
    scales: {
      role: 'ablation',
      title: 'Scales searched, nothing cut',
      set: `${bits('awq')}&weights.cuts=false`,
    },
    random: {
      role: 'control',
      title: 'The same scales on other channels',
      set: bits('random-scales'),
    },
  },
  claim: {
    kind: 'direction',
    metric: 'divergence',
    better: 'lower',
    guard: { metric: 'sameTop', better: 'higher', margin: 0.02 },
    evidence: { words: 'V', setup: 'A' },
  },
  assertions: [
    {
      id: 'as-it-came',
      words: 'Of the model as it came rounding with a tuned range is about as near.',
      of: { arm: 'awq', over: 'nearest' },
      from: 0.93,
      to: 1.22,
    },
    {
      id: 'stressed',
      words: 'Of the stressed model it is nearer by half to all of it again.',
      of: { arm: 'awq', over: 'nearest', under: 'stressed' },
      from: 1.5,
      to: 2.1,
    },
    {
      id: 'channels',
      words: 'There the same scales on other channels lead six times as far away or more.',
      of: { arm: 'awq', over: 'random', under: 'stressed' },
      from: 6,
      to: 12,
    },
    {
      id: 'protected',
      words: 'What it is away from the model as it came is the same with outliers and without.',
      of: { arm: 'awq', metric: 'divergence', under: 'stressed' },
      from: 0.095,
      to: 0.13,
    },
    {
      id: 'cuts',
      words: 'More than half as much again is gained by cutting ranges, outliers or not.',
      of: { arm: 'awq', over: 'scales' },
      from: 1.35,
      to: 1.75,
    },
    {
      id: 'free',
      words: 'Nothing is left to do at run time: a token takes what it takes with rounding alone.',
      of: { arm: 'awq', over: 'nearest', metric: 'speedUp', better: 'higher' },
      from: 0.995,
      to: 1.005,
    },
    {
      id: 'bits',
      words: 'Scales and zero points of groups of 32 make 3 bits 3.6.',
      of: { arm: 'awq', metric: 'weightBits' },
      from: 3.59,
      to: 3.6,
    },
  ],
  sensitivity: [
    {
      id: 'stressed',
      words: 'Stressed model: two channels behind every norm 32 times larger',
      set: 'stressor=channel-outliers',
    },
    {
      id: 'mild',
      words: 'Stressed model: four times larger',
      set: 'stressor=channel-outliers&stressor.doublings=2',
    },
    {
      id: 'coarse',
      words: 'In groups of 128, stressed',
      set: 'stressor=channel-outliers',
      arms: ofAll('weights.group=128'),
    },
    {
      id: 'one-kind',
      words: 'Calibrated with code alone, stressed',
      set: 'stressor=channel-outliers',
      arms: {
        awq: 'weights.calibration=code',
        cuts: 'weights.calibration=code',
        scales: 'weights.calibration=code',
        random: 'weights.calibration=code',
      },
    },
  ],
  decides: ['weights/awq'],
}

function ofAll(words: string): Readonly<Record<string, string>> {
  return { awq: words, nearest: words, cuts: words, scales: words, random: words }
}
