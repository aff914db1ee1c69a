/**
 * Any CSV whose header names an arrival, a prompt length and an output length by a usual word; more columns are ignored.
 *
 * Words are compared in small letters without punctuation: `Input Tokens`, `input_tokens` and `inputTokens` are one. A time column may
 * end in a unit (`arrival_ms`); without one it is seconds, or civil dates. Optional: `priority`, and `prefix_id` with `prefix_tokens`.
 */
import { type CsvColumns, defineCsvFormat } from './csv-format.ts'

// In order of preference: a file with `arrival` and `timestamp` means the first.
const TIME = [
  'arrival',
  'arrivaltime',
  'arrivedat',
  'arrivaltimestamp',
  'requesttime',
  'timestamp',
  'time',
  'start',
  'starttime',
]
const PROMPT = [
  'prompt',
  'prompttokens',
  'promptlength',
  'promptlen',
  'input',
  'inputtokens',
  'inputlength',
  'inputlen',
  'context',
  'contexttokens',
  'contextlength',
  'numprefilltokens',
  'prefill',
  'prefilltokens',
  'requesttokens',
]
const OUTPUT = [
  'output',
  'outputtokens',
  'outputlength',
  'outputlen',
  'generated',
  'generatedtokens',
  'generatedlength',
  'numdecodetokens',
  'decode',
  'decodetokens',
  'completion',
  'completiontokens',
  'responsetokens',
]
const PRIORITY = ['priority', 'class', 'serviceclass', 'slo']
const PREFIX = ['prefixid', 'prefix', 'prefixgroup']
const PREFIX_TOKENS = ['prefixtokens', 'prefixlength', 'prefixlen', 'sharedtokens']

/** Endings of a time column, with their number in a second. */
const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, sec: 1, secs: 1, seconds: 1, ms: 1e3, us: 1e6, ns: 1e9 }

export const plainCsv = defineCsvFormat({
  id: 'plain-csv',
  title: 'Plain CSV (arrival, prompt tokens, output tokens)',
  isGeneral: true,
  columnsOf,
})

function columnsOf(header: readonly string[]): CsvColumns | null {
  const names = header.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ''))
  const columnOf = (words: readonly string[]): number =>
    words.map((word) => names.indexOf(word)).find((column) => column >= 0) ?? -1
  const time = timeColumn(names)
  const promptTokens = columnOf(PROMPT)
  const outputTokens = columnOf(OUTPUT)
  if (time === null || promptTokens < 0 || outputTokens < 0) return null
  const priority = columnOf(PRIORITY)
  const prefixTokens = columnOf(PREFIX_TOKENS)
  const named = columnOf(PREFIX)
  const notes = [
    `Arrival is column ${header[time.column]}, prompt ${header[promptTokens]}, output ${header[outputTokens]}.`,
    ...(priority < 0 ? [] : ['Priority 0 is interactive, all others are batch.']),
    ...(named >= 0 && prefixTokens < 0
      ? ['The prefix column is ignored: prefix_tokens is needed to say how long it is.']
      : []),
  ]
  return {
    time: time.column,
    unitsPerSecond: time.unitsPerSecond,
    promptTokens,
    outputTokens,
    ...(priority >= 0 && { priority }),
    ...(named >= 0 && prefixTokens >= 0 && { prefix: { name: named, tokens: prefixTokens } }),
    notes,
  }
}

function timeColumn(names: readonly string[]): { readonly column: number; readonly unitsPerSecond: number } | null {
  for (const word of TIME) {
    for (const [unit, unitsPerSecond] of Object.entries(UNITS)) {
      const column = names.indexOf(word + unit)
      if (column >= 0) return { column, unitsPerSecond }
    }
  }
  return null
}
