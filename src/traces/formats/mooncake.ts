/**
 * Mooncake's JSON lines: `timestamp` in ms, `input_length`, `output_length`, and `hash_ids`, one id for each 512 tokens of the prompt. Ids
 * are prefix-chained: equal ids mean equal content from the beginning, hence reusable KV.
 *
 * Source: kvcache-ai/Mooncake, FAST25-release/traces; Qin et al., Mooncake (FAST 2025).
 */
import { ArrivalTableBuilder, createRawRow } from '../arrival-table.ts'
import type { TraceReader } from '../arrivals.ts'
import { hasAll, isObject } from '../incoming/head.ts'
import { createLineSplitter } from '../lines.ts'
import { defineTraceFormat } from './trace-format.ts'

const MOONCAKE_BLOCK = 512

export const mooncake = defineTraceFormat({
  id: 'mooncake',
  title: 'Mooncake JSON lines',
  recognises: ({ object }) => hasAll(object, ['timestamp', 'input_length', 'output_length']),
  read: createMooncakeReader,
})

function createMooncakeReader(): TraceReader {
  const builder = new ArrivalTableBuilder({ contentBlock: MOONCAKE_BLOCK, classes: 'none' })
  const row = createRawRow()
  const lines = createLineSplitter({
    line(text, number) {
      if (text.trim() === '') return
      const fields = objectIn(text)
      if (fields === null) return builder.drop(number, 'line is not a JSON object')
      const ids = fields.hash_ids ?? []
      if (!Array.isArray(ids) || !ids.every(isBlockId)) {
        return builder.drop(number, 'hash_ids are not whole numbers from 0 to 2,147,483,647')
      }
      row.line = number
      row.time = numberOf(fields.timestamp)
      row.promptTokens = numberOf(fields.input_length)
      row.outputTokens = numberOf(fields.output_length)
      row.ids = ids
      row.idCount = ids.length
      builder.add(row)
    },
    tooLong: (number) => builder.drop(number, 'line is over 1,000,000 characters'),
  })
  return {
    push: (text) => lines.push(text),
    end() {
      lines.end()
      return builder.end({
        unitsPerSecond: 1000,
        notes: ['Prompts share content by hash_ids, one for each 512 tokens.'],
      })
    },
  }
}

const isBlockId = (id: unknown): boolean => Number.isInteger(id) && Number(id) >= 0 && Number(id) <= 0x7fff_ffff
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : Number.NaN)

/** The object a line holds, null where it holds none. JSON.parse throws on what is no JSON: here that is an answer. */
function objectIn(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line)
    return isObject(value) ? value : null
  } catch {
    return null
  }
}
