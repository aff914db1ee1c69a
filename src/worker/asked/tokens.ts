/** What is asked of the tokens engine beside its runs. */
import type { LosslessRow } from '../../engines/tokens/asked.ts'
import type { Experiment } from '../../experiment/document.ts'
import type { ArtefactKind } from '../../kernel/artefacts.ts'
import { defineErrand } from '../../kernel/errand.ts'
import type { Result } from '../../kernel/problem.ts'

/**
 * What the tokens experiment gives of a kind, as the text of a file; null where another was asked for or it was cancelled. Tells how far
 * it is, 0 to 1.
 */
export const record = defineErrand<[document: Experiment, kind: ArtefactKind], Result<string | null>, number>({
  id: 'record',
  doing: 'recording',
})

/** Writes many short texts by correct and by broken methods and holds them against the target's own distribution; tells each. */
export const checkLossless = defineErrand<[], null, LosslessRow>({
  id: 'checkLossless',
  doing: 'checking losslessness',
})
