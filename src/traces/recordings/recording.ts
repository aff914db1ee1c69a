/**
 * Recordings: what real models did, kept in a file: chances of acceptance along texts, counts of what rounds brought on a
 * server, experts that tokens went to, steps that blocks took, what a smaller cache costs; and what look-ups cost in real structures. Data of a document like traces are, found by the digest of their content.
 */
import type { AcceptanceTrace, DenoisingTrace, GateTrace, KvErrorRow, LookUpRow } from '../../kernel/artefacts.ts'

/** How many tokens verification steps brought: 1 = nothing accepted, the target's own token included. */
export interface AcceptanceCounts {
  readonly name: string
  /** `lengths[n]`: steps that brought n + 1 tokens. */
  readonly lengths: readonly number[]
  /** `next[n][m]`: steps of n + 1 tokens that were followed by one of m + 1; the last row and column mean "or more". */
  readonly next: readonly (readonly number[])[]
}

interface RecordingBase {
  readonly title: string
  /** Texts or steps. */
  readonly length: number
  readonly hash: string
}

/** A file has several parts (data sets, ways of drafting), each by its name; a run follows one of them, or all texts alike. */
export interface AcceptanceRecording extends RecordingBase {
  readonly kind: 'acceptance'
  readonly traces: readonly AcceptanceTrace[]
  readonly counts: readonly AcceptanceCounts[]
}

export interface GateRecording extends RecordingBase {
  readonly kind: 'gates'
  readonly traces: readonly GateTrace[]
}

/** Tokens of a block of masks at most: a cluster has that much room to spare for every stream. */
export const LONGEST_BLOCK = 128

export interface DenoisingRecording extends RecordingBase {
  readonly kind: 'denoising'
  /** Blocks are equally long. */
  readonly traces: readonly DenoisingTrace[]
}

export interface KvErrorRecording extends RecordingBase {
  readonly kind: 'kv-error'
  readonly traces: readonly KvErrorRow[]
}

export interface LookUpRecording extends RecordingBase {
  readonly kind: 'look-ups'
  readonly traces: readonly LookUpRow[]
}

export type Recording = AcceptanceRecording | GateRecording | DenoisingRecording | KvErrorRecording | LookUpRecording

/** Parts that a person can choose, in the file's order. */
export function partsOf(recording: Recording): readonly string[] {
  const domains = recording.traces.map(({ domain }) => domain)
  const counted = recording.kind === 'acceptance' ? recording.counts.map(({ name }) => name) : []
  return [...new Set([...counted, ...domains])]
}

/** What formats give; the reader adds its name and digest. */
export type Content = Recording extends infer One
  ? One extends Recording
    ? Omit<One, 'title' | 'hash'>
    : never
  : never

/** What is wrong with a file's content, in words that go on after its name. */
export class UnreadableRecording extends Error {}
