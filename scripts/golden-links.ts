/**
 * Golden links: links of every released version with the complete document each one means, setups of all arms included.
 * A link keeps its meaning for ever, so the links are never rewritten; what they decode to is, for people to read in
 * the commit's diff.
 *
 *   npx tsx scripts/golden-links.ts                       rewrites what the links decode to
 *   npx tsx scripts/golden-links.ts add NAME WHY LINK     adds one, for the version the link says
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openManifests } from '../src/engines/registry.ts'
import { CURRENT_VERSION } from '../src/experiment/defaults.ts'
import { decode } from '../src/experiment/link.ts'
import { setupOf } from '../src/experiment/setup-of.ts'

// Links of any engine are read at once here.
await openManifests()

const FOLDER = fileURLToPath(new URL('../test/golden/links', import.meta.url))
const HEAD = '// npx tsx scripts/golden-links.ts'

export interface GoldenLink {
  readonly name: string
  readonly why: string
  readonly link: string
  /** What the file says the link means. */
  readonly meaning: unknown
}

/** What a link means, whole: document, setup of every arm, problems. */
export function meaningOf(link: string): unknown {
  const { document, problems, made } = decode(link)
  const setups = Object.fromEntries(Object.keys(document.arms).map((arm) => [arm, setupOf(document, arm)]))
  return { document, setups, problems, made }
}

export function goldenLinks(version: number): readonly GoldenLink[] {
  const folder = join(FOLDER, `v${version}`)
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => {
      const [, why = '', link = '', ...json] = readFileSync(join(folder, file), 'utf8').split('\n')
      return { name: file.slice(0, -4), why: why.slice(3), link, meaning: JSON.parse(json.join('\n')) }
    })
}

function write(version: number, { name, why, link }: Omit<GoldenLink, 'meaning'>): void {
  const folder = join(FOLDER, `v${version}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(
    join(folder, `${name}.txt`),
    `${HEAD}\n// ${why}\n${link}\n${JSON.stringify(meaningOf(link), null, 1)}\n`,
  )
}

function main([command, name = '', why = '', link = '']: readonly string[]): string {
  if (command === undefined) {
    let count = 0
    for (let version = 1; version <= CURRENT_VERSION; version++) {
      for (const golden of goldenLinks(version)) {
        write(version, golden)
        count++
      }
    }
    return `rewrote ${count} golden links`
  }
  const version = Number(/[?&]v=(\d+)/.exec(link)?.[1] ?? Number.NaN)
  if (
    command !== 'add' ||
    !/^[a-z0-9-]+$/.test(name) ||
    why === '' ||
    !Number.isInteger(version) ||
    /\n/.test(why + link)
  ) {
    throw new Error('usage: golden-links.ts [add NAME WHY LINK], with the version in the link')
  }
  write(version, { name, why, link })
  return `added ${name} to version ${version}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log(main(process.argv.slice(2)))
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error))
    process.exitCode = 1
  }
}
