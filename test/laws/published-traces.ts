/**
 * The published traces, where they are there: LAB_DATA names the folder that holds `traces/`, else it is looked for beside the
 * repository. Where they are absent, small look-alikes of the same formats stand in, and tests say `not run: no data`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(process.env.LAB_DATA ?? '../shared/data', 'traces')

/** Whether the real files are here. */
export const hasPublished = existsSync(folder)
export const notRun = hasPublished ? '' : ' (not run: no data; look-alikes instead)'

export interface TraceFile {
  readonly name: string
  readonly text: string
}

const fileAt = (name: string): TraceFile => ({ name, text: readFileSync(join(folder, name), 'utf8') })

export const azureCode = (): TraceFile =>
  hasPublished ? fileAt('azure2023_code.csv') : { name: 'azure-look-alike.csv', text: azureLookAlike(500) }
export const mooncakeConversation = (): TraceFile =>
  hasPublished
    ? fileAt('mooncake_conversation.jsonl')
    : { name: 'mooncake-look-alike.jsonl', text: mooncakeLookAlike(300) }

/** Rows of a fixed pattern, 390 ms apart: CR LF, seven decimals, no end of the last line, as Azure publishes them. */
export function azureLookAlike(rows: number): string {
  const lines = ['TIMESTAMP,ContextTokens,GeneratedTokens']
  for (let row = 0; row < rows; row++) {
    const ms = row * 390
    const time = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60]
    const [hour, minute, second] = time.map((part) => String(part).padStart(2, '0'))
    const fraction = String(ms % 1000).padStart(3, '0')
    lines.push(
      `2023-11-16 ${hour}:${minute}:${second}.${fraction}0000,${100 + ((row * 997) % 4000)},${1 + ((row * 31) % 90)}`,
    )
  }
  return lines.join('\r\n')
}

/** Conversations of six turns, 12 at a time: a turn repeats the full blocks of the one before; its last block is its own. */
function mooncakeLookAlike(rows: number): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const session = (row % 12) + 12 * Math.floor(row / 72)
    const turn = Math.floor((row % 72) / 12)
    const full = Array.from({ length: 2 * turn + 1 }, (_, block) => (block === 0 ? 0 : session * 100 + block))
    const ids = [...full, 100_000 + row]
    return `{"timestamp": ${row * 300}, "input_length": ${ids.length * 512 - (row % 100)}, "output_length": ${20 + (row % 50)}, "hash_ids": [${ids.join(', ')}]}`
  })
  return `${lines.join('\n')}\n`
}
