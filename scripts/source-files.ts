/**
 * The files of a folder as a map from path to text, sorted by path: what the gates judge. Tests hand in maps of their own,
 * so a gate is a function of texts and needs no disk.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Path from the root, with forward slashes, to text. Files that hold neither code nor words are there with an empty text. */
export type SourceFiles = ReadonlyMap<string, string>

export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)))

export function isCode(path: string): boolean {
  return /\.(m?ts|tsx|m?js|jsx)$/.test(path)
}

/** Words of papers and lessons: scripts/words/read.ts reads them. */
export const isWords = (path: string): boolean => path.endsWith('.mdx')

export function readSourceFiles(folder: string): SourceFiles {
  const paths = readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length + 1))
    .map((path) => path.split(sep).join('/'))
    .sort()
  return new Map(
    paths.map((path) => [path, isCode(path) || isWords(path) ? readFileSync(join(projectRoot, path), 'utf8') : '']),
  )
}
