/**
 * Checks every import of src against the allow-list of arrows (arrows.allow.ts): `npm run arrows`.
 *
 * What fails: an arrow between two rooms that is not listed, one that goes up inside an engine, a definition of one role or mechanism that
 * imports another's, a circle of imports (types counted), a folder of an engine that stands on no floor, and a chain of imports (static or
 * lazy) from the page's entry to the schema library or to anything that simulates.
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
  violations.push(...circlesOf(graph), ...unusedFloors(files), ...heavyChains(graph))
  const importCount = [...graph.values()].reduce((sum, targets) => sum + targets.length, 0)
  return { violations, fileCount: graph.size, importCount }
}

/** Room of a path, or null. `src/engines/serving/a.ts` is in `engines/serving`. */
export function roomOf(path: string): string | null {
  if (/^src\/engines\/([^/]+\/)?asked\.ts$/.test(path)) return 'asked'
  if (/^src\/engines\/([^/]+\/)?(manifest\.ts|frozen\/v\d+\.json)$/.test(path)) return 'manifest'
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
  if (from === to) return judgeInside(file, target.file)
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

/** Inside an engine: up the floors, or from one role or mechanism to another. */
function judgeInside(file: string, target: string): string | null {
  const between = allowed.apart.find((folder) => file.startsWith(folder) && target.startsWith(folder))
  if (between !== undefined) {
    const [from, to] = [file, target].map((path) => path.slice(between.length).split('/'))
    if (from.length > 1 && to.length > 1 && from[0] !== to[0])
      return `a definition of ${from[0]} imports ${target} of another folder, ${to[0]}`
  }
  const engine = Object.keys(allowed.floors).find((folder) => file.startsWith(folder))
  if (engine === undefined) return null
  const [from, to] = [file, target].map((path) => floorOf(engine, path))
  if (from < 0) return `stands on no floor of ${engine} in arrows.allow.ts`
  return to > from ? `imports ${target}, which is on a floor above it` : null
}

const roomsOn = (floor: allowed.Floor): readonly string[] => (typeof floor === 'string' ? [floor] : floor)

const isOn = (floor: allowed.Floor, engine: string, path: string): boolean =>
  roomsOn(floor).some((room) => (room.endsWith('/') ? path.startsWith(engine + room) : path === engine + room))

const floorOf = (engine: string, path: string): number =>
  allowed.floors[engine].findIndex((floor) => isOn(floor, engine, path))

/** Rooms of the table that no file is in: only for engines that are there at all. */
function unusedFloors(files: SourceFiles): readonly Violation[] {
  const paths = [...files.keys()]
  return Object.entries(allowed.floors).flatMap(([engine, floors]) =>
    paths.some((path) => path === `${engine}index.ts`)
      ? floors
          .flatMap(roomsOn)
          .filter((room) => !paths.some((path) => isOn(room, engine, path)))
          .map((room) => ({ file: engine + room, line: 1, message: 'is a floor of arrows.allow.ts and not there' }))
      : [],
  )
}

/** Files that import each other in a circle: one violation a circle, with the files in it (Tarjan's components). */
function circlesOf(graph: ReadonlyMap<string, readonly Target[]>): readonly Violation[] {
  const order = new Map<string, number>()
  const lowest = new Map<string, number>()
  const path: string[] = []
  const circles: string[][] = []
  const visit = (file: string): void => {
    order.set(file, order.size)
    lowest.set(file, order.size - 1)
    path.push(file)
    for (const { file: next } of graph.get(file) ?? []) {
      if (next === null || !graph.has(next)) continue
      if (!order.has(next)) visit(next)
      if (path.includes(next)) lowest.set(file, Math.min(lowest.get(file) ?? 0, lowest.get(next) ?? 0))
    }
    if (lowest.get(file) !== order.get(file)) return
    const circle = path.splice(path.indexOf(file))
    if (circle.length > 1) circles.push(circle.sort())
  }
  for (const file of graph.keys()) if (!order.has(file)) visit(file)
  return circles.map((circle) => ({
    file: circle[0],
    line: 1,
    message: `is in a circle of ${circle.length} files that import each other: ${circle.join(', ')}`,
  }))
}

/** Chains from the page's entry to what the main thread must never load, one for each forbidden thing reached. */
function heavyChains(graph: ReadonlyMap<string, readonly Target[]>): readonly Violation[] {
  const { entry, packages, rooms, cut } = allowed.mainThread
  const violations: Violation[] = []
  const cameFrom = new Map<string, string | null>([[entry, null]])
  const queue = [entry as string]
  for (const file of queue) {
    for (const {
      import: { kind, line },
      ...target
    } of graph.get(file) ?? []) {
      if (kind !== 'values' && kind !== 'lazily') continue
      if (file === cut && kind === 'lazily') continue
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
