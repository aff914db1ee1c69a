/**
 * Weighs the built page against its budgets (ui.md): `npm run build && npm run bytes`.
 *
 * Counted after gzip at level 9, as a plain file server with precompressed files sends them. The first page is the entry,
 * what it imports at once, the Lab's own lazy chunks, style sheets, assets and the HTML. Worker chunks are the scripts that
 * the page's manifest does not know. An end-to-end test checks the same totals by what a browser really fetches.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { projectRoot } from './source-files.ts'

/** Bytes. JavaScript and workers are budgeted in KB of 1,000 bytes, the transfer in KiB of 1,024. */
export const budgets = { criticalScript: 133_000, firstPage: 200 * 1024, workerChunk: 120_000 } as const

/** Lazy chunks that the first page asks for by itself: the Lab is the page at `/`. */
const firstPageSources = ['src/pages/lab/', 'src/app/']

/** What vite's manifest says of a chunk. */
export interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
  readonly css?: readonly string[]
  readonly assets?: readonly string[]
}
export type Manifest = Readonly<Record<string, Chunk>>

/** Files that the first page fetches before any worker, without the HTML. */
export function firstPageFiles(manifest: Manifest): readonly string[] {
  const files = new Set<string>()
  const seen = new Set<string>()
  const queue = Object.keys(manifest).filter((key) => manifest[key]?.isEntry)
  for (const key of queue) {
    const chunk = manifest[key]
    if (!chunk || seen.has(key)) continue
    seen.add(key)
    for (const file of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) files.add(file)
    const lazy = (chunk.dynamicImports ?? []).filter((name) => firstPageSources.some((start) => name.startsWith(start)))
    queue.push(...(chunk.imports ?? []), ...lazy)
  }
  return [...files]
}

/** Scripts that no page chunk is made of: workers and what they load. */
export function workerFiles(manifest: Manifest, builtFiles: readonly string[]): readonly string[] {
  const pageFiles = new Set(Object.values(manifest).map(({ file }) => file))
  return builtFiles.filter((file) => file.endsWith('.js') && !pageFiles.has(file))
}

if (argv[1] === fileURLToPath(import.meta.url)) weigh(join(projectRoot, 'dist'))

function weigh(dist: string): void {
  const manifestPath = join(dist, '.vite/manifest.json')
  if (!existsSync(manifestPath)) {
    console.error('dist/.vite/manifest.json is missing: run npm run build first.')
    process.exitCode = 1
    return
  }
  const manifest: Manifest = JSON.parse(readFileSync(manifestPath, 'utf8'))
  const weights = new Map<string, number>()
  const weightOf = (file: string): number => {
    const known = weights.get(file) ?? gzipSync(readFileSync(join(dist, file)), { level: 9 }).length
    weights.set(file, known)
    return known
  }
  const first = firstPageFiles(manifest)
  // A worker's asset may be part of the entry's `assets` in the manifest: it is weighed as the worker it is.
  const workers = workerFiles(manifest, readdirSync(dist, { recursive: true }).map(String))
  const page = ['index.html', ...first.filter((file) => !workers.includes(file))]

  for (const file of page) row(`first page  ${file}`, weightOf(file))
  for (const file of workers) row(`worker      ${file}`, weightOf(file))
  const script = sum(page.filter((file) => file.endsWith('.js')).map(weightOf))
  const verdicts = [
    verdict('critical JavaScript', script, budgets.criticalScript),
    verdict('first page before the worker', sum(page.map(weightOf)), budgets.firstPage),
    ...workers.map((file) => verdict(`worker chunk ${file}`, weightOf(file), budgets.workerChunk)),
  ]
  if (workers.length === 0) console.error('No worker chunk was built: the page has nothing that simulates.')
  if (workers.length === 0 || verdicts.includes('over')) process.exitCode = 1
}

function verdict(title: string, bytes: number, budget: number): 'within' | 'over' {
  const outcome = bytes <= budget ? 'within' : 'over'
  const share = ((100 * bytes) / budget).toFixed(0)
  console.log(`${outcome === 'over' ? 'OVER' : 'ok  '} ${title}: ${format(bytes)} of ${format(budget)} (${share} %)`)
  return outcome
}

function row(title: string, bytes: number): void {
  console.log(`     ${title.padEnd(64)} ${format(bytes).padStart(10)}`)
}

function format(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
