/** A verdict in plain words: what was found, and what that means. */
import { claimedText, gainText } from '../../charts/gains/describe.ts'
import type { ClaimedGain } from '../../charts/gains/gains.ts'
import type { Judged } from '../../experiment/referee/judged.ts'
import type { Outcome } from '../../experiment/referee/referee.ts'
import type { StoredJudgement } from '../../experiment/referee/stored.ts'
import { claimedSize, SIZE_FACTOR } from '../../store/paper-experiments.ts'
import { significant } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import type { FigureWords } from './figure-words.ts'

/** As a heading or a mark beside a name. */
export const STATES: Readonly<Record<Outcome, () => string>> = {
  'direction confirmed': () => say('Direction confirmed'),
  'size comparable': () => say('Size comparable'),
  'not resolved': () => say('Not resolved'),
  contradicted: () => say('Contradicted'),
  'guard broken': () => say('Guard broken'),
  'not by the mechanism': () => say('Not by the mechanism'),
  'beyond the sweep': () => say('Beyond the sweep'),
  'no figure': () => say('No figure'),
}

export type Tone = 'good' | 'bad' | 'open'

export const TONES: Readonly<Record<Outcome, Tone>> = {
  'direction confirmed': 'good',
  'size comparable': 'good',
  'not resolved': 'open',
  contradicted: 'bad',
  'guard broken': 'bad',
  'not by the mechanism': 'bad',
  'beyond the sweep': 'open',
  'no figure': 'open',
}

/** What was claimed as gains; null where no size was. */
export function claimedIn({ claim }: Judged): ClaimedGain | null {
  const size = claimedSize(claim)
  return size && { ...size, isMost: claim.kind === 'up to' }
}

export function verdictSentences(judgement: StoredJudgement, judged: Judged, words: FigureWords): readonly string[] {
  const { state, over, seeds, arms, guard } = judgement
  const values = {
    gain: gainText(judgement),
    over: say(arms.find(({ key }) => key === over)?.title ?? ''),
    n: seeds.length,
    factor: SIZE_FACTOR,
    low: significant(judgement.spread?.[0] ?? 1, 3),
    high: significant(judgement.spread?.[1] ?? 1, 3),
  }
  switch (state) {
    case 'direction confirmed':
      return [
        say(
          'It does better than “{over}”, the strongest of its tuned baselines, by {gain}: all of the interval lies above 1.',
          values,
        ),
        sizeSentence(judged),
      ]
    case 'size comparable':
      return [
        say('It does better than “{over}”, the strongest of its tuned baselines, by {gain}.', values),
        judged.claim.kind === 'up to'
          ? say(
              'In the best of the worlds below it comes within a factor of {factor} of the size that is claimed.',
              values,
            )
          : say('The whole interval lies within the size that is claimed, give or take a factor of {factor}.', values),
      ]
    case 'contradicted':
      return [
        say(
          'It does worse than “{over}”, a tuned baseline: the gain is {gain}, and all of the interval lies below 1.',
          values,
        ),
        say('Here, with this hardware and this load, whoever tunes the baseline is better off with it.'),
      ]
    case 'not resolved':
      if (isSame(judgement))
        return [
          say(
            'It does exactly as well as “{over}”: with every seed the two differ by less than half a percent.',
            values,
          ),
          say('Whatever it decides otherwise does not show in this figure.'),
        ]
      return [
        say(
          'The interval {low}–{high} holds 1: with {n} seeds it cannot be told whether it does better or worse than “{over}”, the strongest of its tuned baselines.',
          values,
        ),
        say('That is a result, too: a gain that were there and large would have shown.'),
      ]
    case 'guard broken':
      return [
        say('It does better than “{over}” by {gain}, but pays with what the claim says it keeps.', values),
        ...guardSentences(judged, guard, words),
      ]
    case 'not by the mechanism':
      return [
        say(
          'It does better than “{over}” by {gain}, but so does a control, which takes the decision at random or not at all.',
          values,
        ),
        say('So the gain is there, and what the paper decides is not where it comes from.'),
      ]
    case 'beyond the sweep':
      return [
        say(
          'A figure lies at the end of the loads that were tried, so that the gain over “{over}”, {gain}, is only a bound.',
          values,
        ),
        say('On which side of 1 the true gain lies is open.'),
      ]
    default:
      return [
        say(
          'In some run the judged figure does not exist: nothing of the kind ever happened in it. So nothing is judged.',
        ),
      ]
  }
}

/** As near to each other as two figures that are called the same in the lab. */
const isSame = ({ spread }: StoredJudgement): boolean => spread !== null && spread[0] > 0.995 && spread[1] < 1.005

function sizeSentence(judged: Judged): string {
  const claimed = claimedIn(judged)
  if (claimed === null) return say('The claim names no size to compare with.')
  return say('The size is another one: {claimed} is claimed.', { claimed: claimedText(claimed) })
}

function guardSentences({ claim }: Judged, guard: number | null, words: FigureWords): readonly string[] {
  if (!claim.guard || guard === null) return []
  return [
    say('What has to hold ({metric}) comes to {guard} of the baseline’s; {least} would do.', {
      metric: words.metric(claim.guard.metric),
      guard: significant(guard, 3),
      least: significant(1 - claim.guard.margin, 3),
    }),
  ]
}
