/** The books that the models are trained on: read from the data folder, never shipped. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { env, exit } from 'node:process'

const PROSE = ['alice', 'looking-glass', 'oz', 'willows', 'jungle-book', 'grimm', 'sherlock'] as const
const PLAYS = ['shakespeare'] as const

/** Of every file, at its end. */
const VALIDATION_SHARE = 0.05

export interface Book {
  readonly domain: 'prose' | 'play'
  readonly train: string
  readonly validation: string
}

export function readBooks(): readonly Book[] {
  const folder = join(env.LAB_DATA ?? '../shared/data', 'text')
  if (!existsSync(folder)) {
    console.error(
      `no books: ${folder} does not exist. Set LAB_DATA to the folder that holds text/alice.txt and the others.`,
    )
    exit(1)
  }
  const read = (domain: Book['domain']) => (name: string) => {
    const text = readFileSync(join(folder, `${name}.txt`), 'utf8')
    const border = text.lastIndexOf('\n', Math.floor(text.length * (1 - VALIDATION_SHARE))) + 1
    return { domain, train: text.slice(0, border), validation: text.slice(border) }
  }
  return [...PROSE.map(read('prose')), ...PLAYS.map(read('play'))]
}
