/** What a tokens experiment gives for others to follow, as the text of a file. */
import type { Experiment } from '../../experiment/document.ts'
import type { ArtefactKind } from '../../kernel/artefacts.ts'
import { type Result, success } from '../../kernel/problem.ts'
import { recordDocument } from '../../run/artefacts.ts'
import { recordingText } from '../../traces/recordings/own-format.ts'
import type { Hands } from './errand.ts'

/** Null when it is wanted no more. */
export async function recordText(
  { shelf, breathe, tell, isWanted }: Hands<number>,
  document: Experiment,
  kind: ArtefactKind,
): Promise<Result<string | null>> {
  const made = await recordDocument(document, kind, shelf, { breathe, onShare: tell, isWanted })
  if (!made.ok) return made
  return success(made.value === null ? null : recordingText(kind, document.title, made.value))
}
