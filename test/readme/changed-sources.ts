/**
 * The sources of the project with some of them changed or added: in a folder that is a copy of it, or in memory, where only what differs
 * is kept. To copy 1,500 files and to delete them takes a second of a core.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Plugin } from 'vite'
import { inject } from 'vitest'
import { bundleCli } from '../../scripts/bundle-cli.mjs'
import { projectRoot } from '../../scripts/source-files.ts'

/** Paths are from the root of the project. */
export interface Sources {
  read(path: string): string
  write(path: string, text: string): void
}

export const sourcesIn = (folder: string): Sources => ({
  read: (path) => readFileSync(join(folder, path), 'utf8'),
  write(path, text) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  },
})

/** Throws where `before` does not stand in the file: then nothing would be changed. */
export function change(sources: Sources, path: string, before: string, after: string): void {
  const text = sources.read(path)
  if (!text.includes(before)) throw new Error(`${path} has no ${JSON.stringify(before)}`)
  // by a function: a dollar sign in what is put in stands for itself
  sources.write(
    path,
    text.replace(before, () => after),
  )
}

/**
 * What `entry`, the text of a module of `src`, exports in a process whose sources `changed` has changed; bundled, in 2 s of a core. Models
 * are found beside it.
 */
export async function loadChanged(name: string, entry: string, changed: (sources: Sources) => void): Promise<unknown> {
  const own = new Map<string, string>()
  const at = (path: string): string => join(projectRoot, path)
  const sources: Sources = {
    read: (path) => own.get(at(path)) ?? readFileSync(at(path), 'utf8'),
    write: (path, text) => void own.set(at(path), text),
  }
  sources.write('src/entry.ts', entry)
  changed(sources)
  const folder = inject('runFolder')
  // Workers do not know of each other.
  const file = `${name}-${process.pid}.mjs`
  await bundleCli({ root: projectRoot, entry: at('src/entry.ts'), folder, name: file, plugins: [reading(own)] })
  const program: unknown = await import(pathToFileURL(join(folder, file)).href)
  rmSync(join(folder, file))
  return program
}

/** Files by their paths, before what lies there. */
const reading = (files: ReadonlyMap<string, string>): Plugin => ({
  name: 'changed-sources',
  enforce: 'pre',
  resolveId(wanted, importer) {
    const path = importer === undefined ? wanted : resolve(dirname(importer), wanted)
    return files.has(path) ? path : null
  },
  load: (path) => files.get(path) ?? null,
})
