/**
 * Checks every import of src against the allow-list of arrows (arrows.allow.ts): `npm run arrows`.
 *
 * Three things fail: an arrow between two rooms that is not listed, a definition of one role that imports another role's,
 * and a chain of imports (static or lazy) from the page's entry to the schema library or to anything that simulates.
 */
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import * as allowed from './arrows.allow.ts'
import { type Import, importsOf } from './arrows.imports.ts'
import { isCode, readSourceFiles, type SourceFiles } from './source-files.ts'

export interface Violation {
  readonly file: string
  readonly line: number
  readonly message: string
}

interface Target {
  readonly import: Import
  /** Path of a file of ours, or null for a package. */
  readonly file: string | null
  readonly package: string | null
}

export interface ArrowReport {
  readonly violations: readonly Violation[]
  readonly fileCount: number
  readonly importCount: number
}

/** Judges all code among `files`. A pure function of the texts, so that a test can show a forbidden arrow failing. */
export function checkArrows(files: SourceFiles, debt: readonly allowed.Debt[] = allowed.debt): ArrowReport {
  const violations: Violation[] = []
  const graph = new Map<string, readonly Target[]>()
  const openDebt = new Set(debt)

  for (const [file, text] of files) {
    if (!isCode(file)) continue
    const targets = importsOf(file, text).map((entry) => resolve(file, entry, files))
    graph.set(file, targets)
    if (roomOf(file) === null) violations.push({ file, line: 1, message: 'belongs to no room of arrows.allow.ts' })
    for (const target of targets) {
      const message = judge(file, target)
      if (message === null) continue
      const owed = debt.find((entry) => entry.file === file && entry.imports === (target.file ?? target.package))
      if (owed) openDebt.delete(owed)
      else violations.push({ file, line: target.import.line, message })
    }
  }
  for (const entry of openDebt) {
    violations.push({ file: entry.file, line: 1, message: `its debt (${entry.imports}) is paid: remove the entry` })
  }
  violations.push(...heavyChains(graph))
  const importCount = [...graph.values()].reduce((sum, targets) => sum + targets.length, 0)
  return { violations, fileCount: graph.size, importCount }
}

/** Room of a path, or null. `src/engines/serving/a.ts` is in `engines/serving`. */
export function roomOf(path: string): string | null {
  const engine = /^src\/engines\/([^/]+)\//.exec(path)
  if (engine) return `engines/${engine[1]}`
  let longest = ''
  for (const prefix of Object.keys(allowed.rooms)) {
    const matches = prefix.endsWith('/') ? path.startsWith(prefix) : path === prefix
    if (matches && prefix.length > longest.length) longest = prefix
  }
  return allowed.rooms[longest] ?? null
}

/** What is wrong with an import, or null. */
function judge(file: string, target: Target): string | null {
  const { kind, specifier } = target.import
  if (kind === 'hidden') return `hides what it imports (${specifier}): name the file`
  const from = roomOf(file)
  if (from === null) return null // said once for the file

  if (target.package !== null) {
    // Types count too: a room that speaks a library's types is bound to the library.
    const use = allowed.packages.find(({ packages }) => packages.some((name) => covers(name, target.package ?? '')))
    if (!use) return `imports the package ${target.package}, which arrows.allow.ts does not know`
    if (use.rooms.some((room) => covers(room, from))) return null
    return `imports the package ${target.package}; it is for ${use.rooms.join(', ')} (${use.reason})`
  }
  if (target.file === null) return `imports ${specifier}, which is no file of src`

  const to = roomOf(target.file)
  if (to === null) return `imports ${target.file}, which belongs to no room`
  if (from === to) return crossesRoles(file, target.file)
  const isAllowed = allowed.arrows.some(
    (arrow) =>
      arrow.from.some((room) => covers(room, from)) &&
      arrow.to.some((room) => covers(room, to)) &&
      permits(arrow.as, kind),
  )
  return isAllowed ? null : `imports ${target.file} (${kind}): there is no such arrow ${from} → ${to}`
}

function permits(as: allowed.Arrow['as'], kind: Import['kind']): boolean {
  if (kind === 'types') return as !== 'url'
  if (kind === 'lazily') return as === 'values' || as === 'lazily'
  return kind === as
}

/** Definitions of different roles meet in published facts, never in imports, not even of types. */
function crossesRoles(file: string, target: string): string | null {
  for (const [engine, folders] of Object.entries(allowed.roleFolders)) {
    const from = folders.find((folder) => file.startsWith(`${engine}${folder}/`))
    const to = folders.find((folder) => target.startsWith(`${engine}${folder}/`))
    if (from && to && from !== to) return `a definition of ${from} imports ${target} of another role, ${to}`
  }
  return null
}

/** Chains from the page's entry to what the main thread must never load, one for each forbidden thing reached. */
function heavyChains(graph: ReadonlyMap<string, readonly Target[]>): readonly Violation[] {
  const { entry, packages, rooms } = allowed.mainThread
  const violations: Violation[] = []
  const cameFrom = new Map<string, string | null>([[entry, null]])
  const queue = [entry as string]
  for (const file of queue) {
    for (const {
      import: { kind, line },
      ...target
    } of graph.get(file) ?? []) {
      if (kind !== 'values' && kind !== 'lazily') continue
      const room = target.file === null ? null : roomOf(target.file)
      const isHeavy =
        packages.some((name) => name === target.package) || rooms.some((name) => room !== null && covers(name, room))
      const name = target.file ?? target.package ?? ''
      if (isHeavy) {
        const message = `puts ${name} on the main thread: ${[...chainTo(file, cameFrom), name].join(' → ')}`
        violations.push({ file, line, message })
      } else if (target.file !== null && !cameFrom.has(target.file)) {
        cameFrom.set(target.file, file)
        queue.push(target.file)
      }
    }
  }
  return violations
}

function chainTo(file: string, cameFrom: ReadonlyMap<string, string | null>): readonly string[] {
  const chain = []
  for (let at: string | null = file; at !== null; at = cameFrom.get(at) ?? null) chain.unshift(at)
  return chain
}

function resolve(from: string, entry: Import, files: SourceFiles): Target {
  const { specifier } = entry
  if (!specifier.startsWith('.') && !specifier.startsWith('/')) {
    const parts = specifier.split('/')
    const name = specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '')
    return { import: entry, file: null, package: name }
  }
  // A path from the site's root (`/src/…`) is vite's way of writing the project's.
  const path = new URL(specifier, `file:///${from}`).pathname.slice(1)
  return { import: entry, file: files.has(path) ? path : null, package: null }
}

/** `engines/*` covers `engines/serving`, `node:*` covers `node:fs`; everything else covers itself. */
function covers(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const { violations, fileCount, importCount } = checkArrows(readSourceFiles('src'))
  for (const { file, line, message } of violations) console.error(`${file}:${line} ${message}`)
  const verdict = violations.length === 0 ? 'every arrow is allowed' : `${violations.length} are not allowed`
  console.log(`${fileCount} files, ${importCount} imports, ${allowed.arrows.length} arrows: ${verdict}`)
  if (violations.length > 0) process.exitCode = 1
}
