/** `trace`: what was recognised in a file of requests, which rows were kept or dropped and why, and what they look like. */
import type { Distribution } from '../kernel/engine.ts'
import { success } from '../kernel/problem.ts'
import { distributionOf } from '../kernel/quantiles.ts'
import type { Read } from '../run/incoming/read-incoming.ts'
import type { IncomingTrace } from '../traces/formats/trace-format.ts'
import type { Command } from './command.ts'
import { hashStreamHits } from './hash-stream.ts'
import { readIncomingFile } from './incoming-file.ts'
import { fourDigits, textTable } from './text-table.ts'

export const traceCommand: Command = {
  name: 'trace',
  synopsis: 'FILE [--json]',
  summary: 'Reads a trace and says what was recognised, kept and dropped, its lengths, and how much its prompts share.',
  options: [{ option: '--json', help: 'as one object' }],
  parse: { json: { type: 'boolean' } },
  most: 1,
  async run(input, terminal) {
    const [file] = input.positionals
    if (file === undefined) return { ok: false, problems: [noFile] }
    const read = await readIncomingFile(file, terminal, ['trace'])
    if (!read.ok) return read
    const facts = factsOf(read.value)
    if (input.flag('json')) terminal.json(facts)
    else terminal.write(textOf(facts))
    return success(null)
  },
}

const noFile = {
  code: 'argument-missing',
  message: 'trace needs a file.',
  remedy: 'Write for example: tokenscope trace requests.csv.',
} as const

function factsOf({ kind, content: { table, report } }: Read<IncomingTrace>) {
  const { format, title, rows, kept, dropped, duration, notes } = report
  return {
    title,
    format,
    formatTitle: kind.title,
    rows,
    kept,
    dropped,
    notes,
    hash: table.hash,
    /** From the first kept arrival to the last, seconds. */
    duration,
    /** Requests per second. */
    rate: duration > 0 ? (kept - 1) / duration : null,
    promptTokens: distributionOf(Float64Array.from(table.promptTokens)),
    outputTokens: distributionOf(Float64Array.from(table.outputTokens)),
    sharing: table.content ? hashStreamHits(table.content) : null,
  }
}

function textOf(facts: ReturnType<typeof factsOf>): string {
  const { title, formatTitle, rows, kept, dropped, notes, hash, duration, rate, sharing } = facts
  const lines = [
    `${title}: ${formatTitle}, ${rows} rows, ${kept} kept, ${rows - kept} dropped`,
    ...dropped.map((one) => `  dropped ${one.rows}, first in line ${one.firstLine}: ${one.reason}`),
    ...notes.map((note) => `  ${note}`),
    `${fourDigits(duration)} s from first to last arrival${rate === null ? '' : `, ${fourDigits(rate)} requests/s`}`,
    `content hash ${hash}`,
  ]
  const row = (name: string, { mean, p50, p90, p99, max }: Distribution) => [
    name,
    ...[mean, p50, p90, p99, max].map(fourDigits),
  ]
  const table = textTable([
    ['tokens', 'mean', 'p50', 'p90', 'p99', 'max'],
    row('prompt', facts.promptTokens),
    row('output', facts.outputTokens),
  ])
  const shared =
    sharing === null
      ? ''
      : `\nprefix hits ${sharing.hitBlocks} of ${sharing.blocks} blocks of ${sharing.blockTokens} tokens: ${sharing.hitRate.toFixed(5)} (the hashes alone, in order of arrival, nothing ever evicted)\n`
  return `${lines.join('\n')}\n\n${table}${shared}`
}
