/**
 * SpecDec++ before the referee: a trained head ends drafts, against the best fixed length, the rule of common libraries and a threshold on
 * the draft's own confidence. All of them verify exactly, so that what is at stake is time alone.
 */
import type { Judged } from '../../../../experiment/referee/judged.ts'

const threshold = { path: 'draftLength.threshold', values: [0.5, 0.8, 0.95] }

export const specdecPlusPlus: Judged = {
  figure: 'Speed-up over writing token by token',
  link: '#/lab?v=2&engine=tokens&title=SpecDec%2B%2B&prompts.domain=fresh&prompts.requests=10&output=40&sampling.temperature=1&pace.accelerator=b200-sxm&pace.standsFor=llama-2-70b',
  arms: {
    trained: { role: 'mechanism', title: 'SpecDec++', set: 'draftLength=trained', tuned: [threshold] },
    fixed: {
      role: 'baseline',
      title: 'Best fixed length',
      set: 'draftLength=fixed',
      tuned: [{ path: 'draftLength.draftLength', values: [3, 5, 8, 11] }],
    },
    heuristic: { role: 'baseline', title: 'Two more, one fewer', set: 'draftLength=heuristic' },
    confidence: {
      role: 'baseline',
      title: 'Draft confidence',
      set: 'draftLength=confidence',
      tuned: [{ path: 'draftLength.threshold', values: [0.2, 0.3, 0.5] }],
    },
    dropped: {
      role: 'ablation',
      title: 'Without the token of the last pass',
      set: 'draftLength=trained&draftLength.next=false',
      tuned: [threshold],
    },
    random: {
      role: 'control',
      title: 'Stops at random',
      set: 'draftLength=random',
      tuned: [{ path: 'draftLength.mean', values: [4, 6, 9] }],
    },
    oracle: { role: 'oracle', title: 'Stops at the first rejection', set: 'draftLength=oracle&draftLength.most=20' },
  },
  claim: {
    kind: 'range',
    metric: 'speedUp',
    better: 'higher',
    low: 1.072,
    high: 1.111,
    evidence: { words: 'V', setup: 'V' },
  },
  assertions: [
    {
      id: 'over-fixed',
      words: 'It writes faster than the best fixed length.',
      of: { arm: 'trained', over: 'fixed' },
      from: 1.05,
      to: 1.2,
    },
    {
      id: 'over-random',
      words: 'A coin that stops as often does much worse: the head knows something.',
      of: { arm: 'trained', over: 'random' },
      from: 1.1,
      to: 1.5,
    },
    {
      id: 'discards',
      words: 'Fewer drafts are for nothing than at the best fixed length.',
      of: { arm: 'trained', over: 'fixed', metric: 'discardedPerToken', better: 'lower' },
      from: 1.2,
      to: 2.2,
    },
    {
      id: 'last-pass',
      words: 'To throw away what the last pass has drawn costs some hundredths of the time.',
      of: { arm: 'trained', over: 'dropped' },
      from: 1.015,
      to: 1.15,
    },
    {
      id: 'bound',
      words: 'Who knew the first rejection would write a fifth faster still, or more.',
      of: { arm: 'trained', over: 'oracle' },
      from: 0.7,
      to: 0.92,
    },
    {
      id: 'lossless',
      words: 'As many answers are right as at a fixed length, within the luck of the draw.',
      of: { arm: 'trained', over: 'fixed', metric: 'rightAnswers', better: 'higher' },
      from: 0.75,
      to: 1.33,
    },
    {
      id: 'beside',
      words: 'With 64 streams beside, drafts of this length bring about half of what they bring alone.',
      of: { arm: 'trained', metric: 'speedUp', under: 'beside' },
      from: 1.3,
      to: 2.2,
    },
  ],
  sensitivity: [
    { id: 'beside', words: '64 streams share each pass', set: 'pace.batch=64' },
    { id: 'card', words: 'A 13 B model on an A100', set: 'pace.accelerator=a100-80gb-sxm&pace.standsFor=llama-2-13b' },
    { id: 'counting', words: 'Counting alone, where the draft is often wrong', set: 'prompts.domain=counting' },
  ],
  decides: ['draftLength/trained'],
  survivors: {
    'draftLength/trained.takesNext':
      'It always takes it: “always” is what it does, and a coin takes every second one, which is half of a few hundredths. That it never does is noticed.',
  },
}
