/** The ends of the books, which no model was trained on: read from LAB_DATA where it is set or lies beside the project. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from 'node:process'

/** Of every file, at its end: as the training scripts leave it. */
const VALIDATION_SHARE = 0.05
const BOOKS = { prose: ['alice', 'grimm', 'sherlock', 'willows'], play: ['shakespeare'] } as const

export function readBooks(): readonly { readonly domain: string; readonly text: string }[] {
  const folder = join(env.LAB_DATA ?? '../shared/data', 'text')
  if (!existsSync(folder)) return []
  return Object.entries(BOOKS).map(([domain, names]) => ({
    domain,
    text: names
      .map((name) => {
        const text = readFileSync(join(folder, `${name}.txt`), 'utf8')
        return text.slice(text.lastIndexOf('\n', Math.floor(text.length * (1 - VALIDATION_SHARE))) + 1)
      })
      .join('\n'),
  }))
}
