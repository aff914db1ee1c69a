/**
 * Where the behaviour of real models comes from, for roles that can follow it: computed by another engine, or recorded in a file that
 * the document names. A definition says what it follows; the engine finds it, or says what is missing.
 */
import type { ArtefactPart, ArtefactRequest } from '../../../kernel/artefacts.ts'
import type { AcceptanceCounts, Recording } from '../../../traces/recordings/recording.ts'

interface SourceBase {
  /** The kind of text or way of drafting that is followed; empty for all. */
  readonly part: string
}
export interface ComputedSource extends SourceBase {
  readonly computed: ArtefactRequest
}
export interface RecordedSource extends SourceBase {
  /** The document's key of the data, and what they must hold. */
  readonly recorded: string
  readonly holds: Recording['kind']
}
export type RealSource = ComputedSource | RecordedSource

/** The chosen part of a source. Texts, or counts where it has those instead. */
export interface Found {
  readonly traces: readonly ArtefactPart[]
  readonly counts: AcceptanceCounts | null
}
