/** A format of recordings as its file says it, as a kind of incoming file: JSON, read whole, found again by the digest of its content. */
import { createDigest } from '../../kernel/digest.ts'
import { failure, type Problem, success } from '../../kernel/problem.ts'
import type { Head } from '../incoming/head.ts'
import { type IncomingContent, type IncomingKind, readWhole } from '../incoming/kind.ts'
import { type Content, type Recording, UnreadableRecording } from './recording.ts'

export interface IncomingRecording extends IncomingContent {
  readonly what: 'recording'
  readonly recording: Recording
}

export interface RecordingFormat {
  readonly id: string
  readonly title: string
  recognises(head: Head): boolean
  /** What the JSON holds. Throws `UnreadableRecording` for what cannot be used. */
  contentOf(value: unknown): Content
  write?(recording: Recording): string
}

/** Characters: larger files are no recordings. */
const LARGEST = 64 << 20

export function defineRecordingFormat({
  contentOf,
  write,
  ...format
}: RecordingFormat): IncomingKind<IncomingRecording> {
  return {
    ...format,
    what: 'recording',
    read: (name) =>
      readWhole({
        ...{ name, title: format.title, most: LARGEST },
        read(text) {
          const value = parsed(text)
          if (value === undefined) return failure(unreadable(name, 'is no JSON'))
          try {
            const content = contentOf(value)
            const recording = { ...content, title: name, hash: digestOf(content) } as Recording
            return success({ what: 'recording', rows: null, recording })
          } catch (error) {
            if (error instanceof UnreadableRecording) return failure(unreadable(name, error.message))
            throw error
          }
        },
      }),
    ...(write && { write: ({ recording }: IncomingRecording) => write(recording) }),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function digestOf(content: Content): string {
  const digest = createDigest()
  digest.text(content.kind)
  if (content.kind === 'gates') {
    for (const { domain, layers, experts, active, choice } of content.traces) {
      digest.text(domain)
      digest.column([layers, experts, active])
      digest.column(choice)
    }
    return digest.hex()
  }
  if (content.kind === 'denoising') {
    for (const { domain, block, steps } of content.traces) {
      digest.text(domain)
      digest.number(block)
      digest.column(steps)
    }
    return digest.hex()
  }
  if (content.kind === 'kv-error') {
    for (const { domain, ...figures } of content.traces) {
      const { tokens, entries, positions, bitsPerElement, fullLoss, loss, divergence, sameTop } = figures
      digest.text(domain)
      digest.column([tokens, entries, positions, bitsPerElement, fullLoss, loss, divergence, sameTop])
    }
    return digest.hex()
  }
  if (content.kind === 'look-ups') {
    for (const { domain, entries, lookUps, time, missed } of content.traces) {
      digest.text(domain)
      digest.column([entries, lookUps, time, missed])
    }
    return digest.hex()
  }
  for (const { domain, beta } of content.traces) {
    digest.text(domain)
    digest.column(beta)
  }
  for (const { name, lengths, next } of content.counts) {
    digest.text(name)
    digest.column(lengths)
    for (const row of next) digest.column(row)
  }
  return digest.hex()
}

const unreadable = (name: string, why: string): Problem => ({
  code: 'recording-unreadable',
  message: `${name} ${why}.`,
  remedy:
    'Use a recording that this lab has written (Export, or the command record), or a file of counts with "transition_counts" and "hist_along_decoding" for each way of drafting.',
})
