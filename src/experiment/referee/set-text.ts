/**
 * What an arm or a world changes, in the words of a link: `placement=disaggregated&scheduler.tokenBudget=512`. Papers are written in it, so
 * that every arm can be pasted into the lab.
 */
import { InvariantError } from '../../kernel/problem.ts'
import { defaultsOf } from '../defaults.ts'
import type { Experiment, Patch } from '../document.ts'
import { readEntries } from '../link-text.ts'
import { apply, diff } from '../patch.ts'
import { entriesToPatch } from '../patch-entries.ts'
import { set } from '../path.ts'
import { createReport } from '../report.ts'
import { wholeSetup } from '../setup-of.ts'

/** The patch of `setup` that the words mean in this experiment, with values by path on top. Throws on words that contradict each other. */
export function patchOfWords(world: Experiment, words: string, values: Readonly<Record<string, unknown>> = {}): Patch {
  const defaults = defaultsOf(world)
  const { choices } = defaults
  const base = wholeSetup(world.setup, defaults)
  const report = createReport()
  const patch = entriesToPatch(readEntries(words, report), { base, choices }, report)
  const [problem] = report.problems
  if (problem) throw new InvariantError(`“${words}”: ${problem.message}`)
  const whole = Object.entries(values).reduce(
    (before, [path, value]) => set(before, path, value, choices),
    apply(base, patch, choices),
  )
  return diff(base, whole, choices)
}
