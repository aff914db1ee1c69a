/**
 * A copy of the project with the engine that docs/adding-things.md shows, added as it says: its folder, and a line of the registry. The
 * copy lies within the project, so that packages are found.
 */
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../scripts/source-files.ts'
import { type Sources, sourcesIn } from './changed-sources.ts'

const REGISTRY = 'src/engines/registry.ts'
const shown = join(projectRoot, 'test/readme/queue')

/** The line, as docs/adding-things.md has it. */
export const QUEUE_LINE = `  {
    id: 'queue',
    load: async () => (await import('./queue/index.ts')).queue,
    manifest: async () => (await import('./queue/manifest.ts')).queue,
  },
`

/** The files of the engine as they stand in its folder, by name. */
export const queueFiles = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(shown).map((name) => [
      name,
      readFileSync(join(shown, name), 'utf8')
        .replaceAll("'../../../src/engines/", "'../")
        .replaceAll("'../../../src/", "'../../"),
    ]),
  )

/** `parts`: what of the project is copied. */
export function copyWithQueue(parts: readonly string[]): { readonly folder: string; readonly remove: () => void } {
  mkdirSync(join(projectRoot, '.cache'), { recursive: true })
  const folder = mkdtempSync(join(projectRoot, '.cache/queue-'))
  for (const part of parts) {
    const filter = (path: string): boolean => !path.includes('/public/models/')
    cpSync(join(projectRoot, part), join(folder, part), { recursive: true, filter })
  }
  addQueue(sourcesIn(folder))
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

/** Its folder, and its line. */
export function addQueue(sources: Sources): void {
  for (const [name, text] of Object.entries(queueFiles())) sources.write(`src/engines/queue/${name}`, text)
  const before = sources.read(REGISTRY)
  const end = before.indexOf(']\n', before.indexOf('export const engines'))
  sources.write(REGISTRY, `${before.slice(0, end)}${QUEUE_LINE}${before.slice(end)}`)
}
