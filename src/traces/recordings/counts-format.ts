/**
 * Counts of what verification steps brought on a server, as benchmark suites publish them:
 *
 *   { "gsm8k": { "acc_eagle": { "hist_along_decoding": { "1": 6034, … }, "transition_counts": { "1>2": 1387, … } } } }
 *
 * A part is one way of drafting on one data set: "gsm8k eagle".
 */
import { isObject } from '../incoming/head.ts'
import { type AcceptanceCounts, type Content, UnreadableRecording } from './recording.ts'
import { defineRecordingFormat } from './recording-format.ts'

/** Longer steps than this are a mistake of the file. */
const LONGEST = 64

export const acceptanceCounts = defineRecordingFormat({
  id: 'acceptance-counts',
  title: 'Counts of accepted lengths of a server (JSON)',
  recognises: ({ object }) => Object.values(object ?? {}).some((part) => isObject(part) && holdsCounts(part)),
  contentOf: readCounts,
})

const holdsCounts = (part: object): boolean =>
  Object.values(part).some((one: unknown) => isObject(one) && 'transition_counts' in one)

function readCounts(value: unknown): Content {
  const counts: AcceptanceCounts[] = []
  for (const [set, part] of entriesOf(value))
    for (const [key, one] of entriesOf(part)) {
      if (typeof one !== 'object' || one === null || !('transition_counts' in one)) continue
      counts.push(partOf(`${set} ${key.replace(/^acc_/, '')}`, one as Record<string, unknown>))
    }
  if (counts.length === 0) throw new UnreadableRecording('holds no counts of accepted lengths')
  return { kind: 'acceptance', traces: [], counts, length: counts.reduce((sum, one) => sum + stepsOf(one), 0) }
}

function partOf(name: string, one: Record<string, unknown>): AcceptanceCounts {
  const lengths: number[] = []
  for (const [key, count] of entriesOf(one.hist_along_decoding ?? one.hist_every_position)) {
    lengths[lengthOf(name, key) - 1] = countOf(name, key, count)
  }
  const next: number[][] = []
  for (const [key, count] of entriesOf(one.transition_counts)) {
    const [from, to] = key.split('>').map((end) => lengthOf(name, end) - 1)
    next[from] ??= []
    next[from][to] = countOf(name, key, count)
  }
  const size = next.reduce((most, row) => Math.max(most, row?.length ?? 0), next.length)
  const whole = { name, lengths: filled(lengths, lengths.length), next: filledRows(next, size) }
  if (stepsOf(whole) === 0) throw new UnreadableRecording(`has no steps in ${name}`)
  return whole
}

const stepsOf = ({ lengths }: AcceptanceCounts): number => lengths.reduce((sum, count) => sum + count, 0)

const filled = (row: readonly number[], size: number): number[] => Array.from({ length: size }, (_, i) => row[i] ?? 0)
const filledRows = (rows: readonly (readonly number[])[], size: number): number[][] =>
  Array.from({ length: size }, (_, i) => filled(rows[i] ?? [], size))

function lengthOf(name: string, text: string | undefined): number {
  const length = Number(text)
  if (!Number.isInteger(length) || length < 1 || length > LONGEST)
    throw new UnreadableRecording(`has a length in ${name} that is no whole number from 1 to ${LONGEST}: “${text}”`)
  return length
}

function countOf(name: string, key: string, count: unknown): number {
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0 || count > Number.MAX_SAFE_INTEGER)
    throw new UnreadableRecording(`has a count in ${name} that is no whole number from 0 on, at “${key}”`)
  return count
}

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : []
