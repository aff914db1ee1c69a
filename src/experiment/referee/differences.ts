/**
 * Two judgements of one paper held against each other, figure by figure: measuring again must come out to the digit, and where it does not,
 * this says what differs.
 */
import type { StoredArm, StoredGain, StoredJudgement } from './stored.ts'

export interface Difference {
  /** Title of the arm, words of the assertion or of the world; empty for the verdict itself. */
  readonly of: string
  readonly what: string
  readonly stored: string
  readonly again: string
}

type Facts = readonly (readonly [of: string, what: string, value: unknown])[]

/** In the order of the judgement; what one of them lacks is a dash in it. */
export function differencesOf(stored: StoredJudgement, again: StoredJudgement): readonly Difference[] {
  const before = factsOf(stored)
  const now = new Map(factsOf(again).map((fact) => [keyOf(fact), fact]))
  const differing = before.flatMap((fact) => {
    const other = now.get(keyOf(fact))
    now.delete(keyOf(fact))
    return other !== undefined && written(other[2]) === written(fact[2]) ? [] : [difference(fact, fact[2], other?.[2])]
  })
  return [...differing, ...[...now.values()].map((fact) => difference(fact, undefined, fact[2]))]
}

const keyOf = ([of, what]: Facts[number]): string => `${of}\n${what}`

const difference = ([of, what]: Facts[number], stored: unknown, again: unknown): Difference => ({
  ...{ of, what },
  stored: stored === undefined ? '–' : written(stored),
  again: again === undefined ? '–' : written(again),
})

/** As JSON writes it: every digit of a number. */
const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

function factsOf(judgement: StoredJudgement): Facts {
  const { state, over, guard, seeds, arms, assertions, sensitivity } = judgement
  return [
    ['', 'verdict', state],
    ['', 'baseline', over],
    ...gainFacts('', judgement),
    ['', 'guard', guard],
    ...arms.flatMap((arm) => armFacts(arm, seeds)),
    ...assertions.map(({ words, value }) => [words, 'value', value] as const),
    ...sensitivity.flatMap((world) => [
      [world.words, 'verdict', world.state] as const,
      [world.words, 'baseline', world.over] as const,
      ...gainFacts(world.words, world),
    ]),
  ]
}

const armFacts = (arm: StoredArm, seeds: readonly number[]): Facts => [
  [arm.title, 'tuned', arm.tuned ?? null],
  ...arm.figures.map(({ value, bound }, i) => [arm.title, `seed ${seeds[i]}`, [value, bound]] as const),
  ...gainFacts(arm.title, arm),
]

const gainFacts = (of: string, { gain, spread, bound }: StoredGain): Facts => [
  [of, 'gain', gain],
  [of, 'interval', spread],
  [of, 'bound', bound],
]
