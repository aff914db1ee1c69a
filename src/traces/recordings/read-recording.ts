/** Reads a recording from the text of a JSON file: our own format, or a server's counts of accepted lengths. */
import { createDigest } from '../../kernel/digest.ts'
import { failure, type Problem, type Result, success } from '../../kernel/problem.ts'
import { readCounts } from './counts-format.ts'
import { isOwnFormat, readOwn } from './own-format.ts'
import { type Content, type Recording, UnreadableRecording } from './recording.ts'

/** `name`: what the data are called, usually the file's name. */
export function readRecording(name: string, text: string): Result<Recording> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return failure(unreadable(name, 'is no JSON'))
  }
  try {
    const content = isOwnFormat(value) ? readOwn(value) : readCounts(value)
    return success({ ...content, title: name, hash: digestOf(content) } as Recording)
  } catch (error) {
    if (error instanceof UnreadableRecording) return failure(unreadable(name, error.message))
    throw error
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
