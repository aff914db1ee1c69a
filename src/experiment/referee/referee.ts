/**
 * The referee: tunes what is to be tuned, judges on seeds that nobody tuned on, asks the same question in other worlds, and checks what
 * is asserted. It measures nothing itself: it yields batches of runs and is handed their metrics, so that a command line runs them one
 * after the other and a page gives them to a pool of workers, and both come to the same digits.
 */
import type { Experiment } from '../document.ts'
import { type Checked, checkedIn } from './assertions.ts'
import { type Batch, batchOf, figureIn, inWorld, type Measured, type ReadRule, unitsOfSeeds, valueIn } from './batch.ts'
import type { Figure } from './figure.ts'
import type { Better } from './gain.ts'
import { type ArmRole, type Claim, type Judged, type JudgedArm, type Variant, wordsIn } from './judged.ts'
import { judgingSeeds, tuningSeeds } from './seeds.ts'
import { patchOfWords } from './set-text.ts'
import { type Chosen, tuningOf, withMechanism } from './tuning.ts'
import { type BoundedGain, gainOver, type Paired, type VerdictState, verdictOf } from './verdict.ts'

export interface ArmFigures {
  readonly key: string
  readonly role: ArmRole
  readonly title: string
  /** Values that tuning chose, by path. */
  readonly tuned: Chosen
  /** Seed by seed, in the order of the judging seeds. */
  readonly figures: readonly Figure[]
  /** Of the mechanism over this arm; null for the mechanism. */
  readonly gain: BoundedGain | null
}

/** What is measured in one world. */
interface Measurement {
  /** The baseline that is gained least on, and by how much. */
  readonly over: string | null
  readonly gain: BoundedGain | null
  readonly arms: readonly ArmFigures[]
  /** How much better the guarded figure is than the baseline's; null without a guard. */
  readonly guard: number | null
}

export type Outcome = VerdictState | 'no figure'

export interface Judgement extends Measurement {
  readonly state: Outcome
  readonly seeds: readonly number[]
  readonly assertions: readonly Checked[]
  readonly sensitivity: readonly (Variant & Pick<Judgement, 'state' | 'over' | 'gain'>)[]
}

export interface Effort {
  /** Seeds of the verdict, of tuning, and of each world of the sensitivity table; 0 leaves the table out. */
  readonly judging: number
  readonly tuning: number
  readonly sensitivity: number
}

export const FULL: Effort = { judging: 5, tuning: 2, sensitivity: 3 }

export type Judging<Result> = Generator<Batch, Result, Measured>

export function* judge(base: Experiment, judged: Judged, effort: Effort = FULL): Judging<Judgement> {
  const seeds = judgingSeeds(effort.judging)
  const tuning = tuningSeeds(effort.tuning)
  const here = yield* inOneWorld(base, null, judged, seeds, tuning)
  const assertions = yield* checkedIn(base, judged, { ...here, seeds })
  const elsewhere: (readonly [Variant, Measurement])[] = []
  for (const variant of effort.sensitivity > 0 ? judged.sensitivity : []) {
    const there = yield* inOneWorld(base, variant, judged, judgingSeeds(effort.sensitivity), tuning)
    elsewhere.push([variant, there.measurement])
  }
  const { measurement } = here
  const state = stateOf(
    judged.claim,
    measurement,
    elsewhere.map(([, one]) => one),
  )
  const sensitivity = elsewhere.map(([variant, there]) => {
    const { over, gain } = there
    return { ...variant, state: stateOf(judged.claim, there, []), over, gain }
  })
  return { ...measurement, state, seeds, assertions, sensitivity }
}

/** `elsewhere`: outcomes of the other worlds, among which an “up to” has its best. */
function stateOf(claim: Claim, { gain, arms, guard }: Measurement, elsewhere: readonly Measurement[]): Outcome {
  // What cannot be looked at is not held.
  if (gain === null || (claim.guard !== undefined && guard === null)) return 'no figure'
  const controls = arms.flatMap((arm) => (arm.role === 'control' && arm.gain !== null ? [arm.gain] : []))
  const best = elsewhere.reduce((most, there) => (there.gain && there.gain.gain > most.gain ? there.gain : most), gain)
  return verdictOf(claim, { gain, controls, guard, best })
}

/** Tunes and judges: a baseline is tuned for each world anew, as its operator would. */
function* inOneWorld(
  base: Experiment,
  world: Variant | null,
  { arms, claim }: Judged,
  seeds: readonly number[],
  tuning: readonly number[],
): Judging<{ measurement: Measurement; chosen: Readonly<Record<string, Chosen>>; batch: Batch; measured: Measured }> {
  const experiment = inWorld(base, world)
  const trials = tuningOf(experiment, world, arms, claim, tuning)
  const chosen = trials === null ? {} : withMechanism(arms, trials.choose(yield trials.batch))
  const patches = Object.entries(arms).map(
    ([key, arm]) => [key, patchOfWords(experiment, wordsIn(world, key, arm), chosen[key])] as const,
  )
  const batch = batchOf(experiment, Object.fromEntries(patches), seeds)
  const measured = yield batch
  return { measurement: measurementOf(arms, claim, chosen, seeds, batch, measured), chosen, batch, measured }
}

function measurementOf(
  arms: Readonly<Record<string, JudgedArm>>,
  claim: Claim,
  chosen: Readonly<Record<string, Chosen>>,
  seeds: readonly number[],
  batch: Batch,
  measured: Measured,
): Measurement {
  const rule = (key: string): ReadRule => ({ ...claim, metric: arms[key].metric ?? claim.metric })
  const reading = { seeds, batch, measured }
  const figuresOf = (key: string): readonly Figure[] | null => {
    const figures = seeds.map((seed) => figureIn(batch, measured, rule(key), key, seed))
    return figures.includes(null) ? null : (figures as Figure[])
  }
  const [mechanism] = Object.keys(arms).filter((key) => arms[key].role === 'mechanism')
  const own = figuresOf(mechanism)
  const gainOn = (key: string): BoundedGain | null => {
    const figures = figuresOf(key)
    if (key === mechanism || own === null || figures === null) return null
    return gainOver(claim.better, own, figures, pairedIn(reading, [mechanism, rule(mechanism)], [key, rule(key)]))
  }
  const rows = Object.entries(arms).map(([key, { role, title }]): ArmFigures => {
    return { key, role, title, tuned: chosen[key] ?? {}, figures: figuresOf(key) ?? [], gain: gainOn(key) }
  })
  const least = rows
    .filter(({ role, gain }) => role === 'baseline' && gain !== null)
    .toSorted((one, other) => (one.gain as BoundedGain).gain - (other.gain as BoundedGain).gain)[0]
  if (least === undefined) return { over: null, gain: null, arms: rows, guard: null }
  const guard = claim.guard ? guardOf(claim.guard, mechanism, least.key, reading) : null
  return { over: least.key, gain: least.gain, arms: rows, guard }
}

interface Reading {
  readonly seeds: readonly number[]
  readonly batch: Batch
  readonly measured: Measured
}

type ReadArm = readonly [key: string, rule: ReadRule]

/** Both arms taken apart, row by row of the same unit; null where they cannot be. */
function pairedIn({ seeds, batch, measured }: Reading, ...[own, other]: readonly [ReadArm, ReadArm]): Paired | null {
  const [mechanism, baseline] = [own, other].map(([key, rule]) => unitsOfSeeds(batch, measured, rule, key, seeds))
  if (mechanism === null || baseline === null) return null
  return mechanism.over.length === baseline.over.length ? { mechanism, baseline } : null
}

/**
 * How much better the mechanism's guarded figure is, by the mean over the seeds of the logarithm; below 1 it is worse. A figure may come to
 * nothing with some seed (no answer is right): then it is the ratio of the means. Null where a run has no such figure at all.
 */
function guardOf(
  { metric, better }: { readonly metric: string; readonly better: Better },
  mechanism: string,
  baseline: string,
  { seeds, batch, measured }: Reading,
): number | null {
  const [own, other] = [mechanism, baseline].map((arm) =>
    seeds.map((seed) => figureIn(batch, measured, { metric }, arm, seed)),
  )
  if (![...own, ...other].includes(null)) return gainOver(better, own as Figure[], other as Figure[]).gain
  const [mine, theirs] = [mechanism, baseline].map((arm) => {
    const values = seeds.map((seed) => valueIn(batch, measured, { metric }, arm, seed))
    return values.includes(null) ? null : (values as number[]).reduce((sum, one) => sum + one, 0)
  })
  if (mine === null || theirs === null) return null
  if (mine === theirs) return 1
  return better === 'higher' ? mine / theirs : theirs / mine
}
