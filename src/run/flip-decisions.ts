/**
 * Flips the decisions of a paper's mechanism, one at a time and each in every way, in the mechanism's arm alone. Arms are as they were
 * tuned; the others are run once. Who notices are the assertions that hold as it stands.
 */
import type { Experiment } from '../experiment/document.ts'
import { type Checked, checkedIn } from '../experiment/referee/assertions.ts'
import { batchOf } from '../experiment/referee/batch.ts'
import { type Judged, wordsIn } from '../experiment/referee/judged.ts'
import type { Judging } from '../experiment/referee/referee.ts'
import { judgingSeeds } from '../experiment/referee/seeds.ts'
import { patchOfWords } from '../experiment/referee/set-text.ts'
import type { StoredFlip } from '../experiment/referee/stored.ts'
import type { Chosen } from '../experiment/referee/tuning.ts'
import { type Decisions, flip, flipsOf } from '../kernel/decision.ts'
import { failure, InvariantError, type Problem, type Result, success } from '../kernel/problem.ts'
import { drive, onceEach, type RunFigures } from './batch-runs.ts'
import { engineOf } from './engines.ts'
import { openBase } from './judge.ts'
import type { Shelf } from './shelf.ts'

/** Seeds of flips: bounds of assertions are wide, and every decision is flipped in several ways. */
export const FLIP_SEEDS = 3

export async function flipDecisions(
  judged: Judged,
  chosen: Readonly<Record<string, Chosen>>,
  shelf: Shelf,
  seeds: number,
): Promise<Result<readonly StoredFlip[]>> {
  const base = await openBase(judged)
  if (!base.ok) return base
  const all = decisionsBy(judged, base.value.engine.id)
  const [mechanism] = Object.keys(judged.arms).filter((key) => judged.arms[key].role === 'mechanism')
  const once = onceEach()
  const asserted = () => asserting(base.value, judged, chosen, judgingSeeds(seeds))
  const plain = await drive(asserted(), shelf, once)
  if (!plain.ok) return plain
  const holding = plain.value.filter(({ holds }) => holds).map(({ id }) => id)
  const rows: StoredFlip[] = []
  for (const [decision, decisions, name] of all) {
    for (const how of flipsOf(decisions[name])) {
      const flipped = await drive(asserted(), shelf, (point, run) =>
        point.arm === mechanism ? whileFlipped(() => flip(decisions, name, how), run) : once(point, run),
      )
      const failed = flipped.ok
        ? flipped.value.filter(({ id, holds }) => !holds && holding.includes(id)).map(({ id }) => id)
        : [flipped.problems[0].message]
      rows.push({ decision, how, failed })
    }
  }
  return success(rows)
}

function* asserting(
  base: Experiment,
  judged: Judged,
  chosen: Readonly<Record<string, Chosen>>,
  seeds: readonly number[],
): Judging<readonly Checked[]> {
  const patches = Object.entries(judged.arms).map(
    ([key, arm]) => [key, patchOfWords(base, wordsIn(null, key, arm), chosen[key])] as const,
  )
  const batch = batchOf(base, Object.fromEntries(patches), seeds)
  const measured = yield batch
  return yield* checkedIn(base, judged, { chosen, seeds, batch, measured })
}

/** What breaks an invariant comes to nothing, as a run that cannot start does. */
function whileFlipped(turn: () => () => void, run: () => Result<RunFigures>): Result<RunFigures> {
  const back = turn()
  try {
    return run()
  } catch (error) {
    return failure(broken(error))
  } finally {
    back()
  }
}

const broken = (error: unknown): Problem => ({
  code: 'flipped-run-broke',
  message: error instanceof Error ? error.message : String(error),
  remedy: 'The decision is no decision: not every answer to it can be run.',
})

/** Throws where a paper names a definition that decides nothing. */
function decisionsBy(
  { decides }: Judged,
  engineId: string,
): readonly (readonly [id: string, of: Decisions, name: string])[] {
  const engine = engineOf(engineId)
  if (!engine.ok) throw new InvariantError(engine.problems[0].message)
  const known = engine.value.decisions?.() ?? {}
  return decides.flatMap((definition) => {
    if (!Object.hasOwn(known, definition))
      throw new InvariantError(`${definition} exports no decisions; known: ${Object.keys(known).join(', ')}`)
    return Object.keys(known[definition]).map((name) => [`${definition}.${name}`, known[definition], name] as const)
  })
}
