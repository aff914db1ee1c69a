/**
 * Checks the ids of every registry of the core: `npm test -- ids`.
 *
 * An id is written into links for ever, so two things may not share one, and it must read well in a URL: small letters,
 * digits, hyphens and dots. A registry is any exported array whose items all carry an `id`; definitions are also compared
 * across registries, since a role's ids of an engine share one name space wherever they are listed. Figures are names in JSON and in the words of
 * lessons, and may have capitals inside.
 */
import { argv } from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { projectRoot, readSourceFiles } from './source-files.ts'

interface Identified {
  readonly id: string
  readonly role?: string
  /** Figures have it, and nothing else has. */
  readonly better?: string
}

export interface Registry {
  /** File and exported name. */
  readonly name: string
  readonly items: readonly Identified[]
}

/** Words for everything wrong with the ids of these registries. */
export function idProblems(registries: readonly Registry[]): readonly string[] {
  const problems: string[] = []
  const byRole = new Map<string, Identified>()
  for (const { name, items } of registries) {
    const seen = new Set<string>()
    for (const item of items) {
      if (seen.has(item.id)) problems.push(`${name} lists ${item.id} twice`)
      seen.add(item.id)
      if (item.better !== undefined) {
        if (!/^[a-z]\w*(\.\w+)*$/.test(item.id)) problems.push(`${name}: ${item.id} is not words joined by dots`)
      } else if (!/^[a-z0-9]+([.-][a-z0-9]+)*$/.test(item.id)) {
        problems.push(`${name}: ${item.id} is not written in small letters, digits, hyphens and dots`)
      }
      if (item.role === undefined) continue
      const key = `${engineOf(name)} ${item.role} ${item.id}`
      if ((byRole.get(key) ?? item) !== item) problems.push(`${name}: the ${item.role} ${item.id} is defined twice`)
      byRole.set(key, item)
    }
  }
  return [...new Set(problems)]
}

/** Engines have roles of their own, some by the same name. */
const engineOf = (registry: string): string => /^src\/engines\/([^/]+)\//.exec(registry)?.[1] ?? ''

/** The registries among a module's exports. */
export function registriesOf(path: string, exports: Readonly<Record<string, unknown>>): readonly Registry[] {
  return Object.entries(exports).flatMap(([name, value]) =>
    Array.isArray(value) && value.length > 0 && value.every(isIdentified)
      ? [{ name: `${path} ${name}`, items: value }]
      : [],
  )
}

function isIdentified(value: unknown): value is Identified {
  return typeof value === 'object' && value !== null && typeof (value as { id?: unknown }).id === 'string'
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  // Rooms that are pure: importing them runs nothing. Their registries are the ones that links name.
  const folders = ['src/catalog', 'src/engines', 'src/traces']
  const paths = folders.flatMap((folder) => [...readSourceFiles(folder).keys()]).filter((path) => path.endsWith('.ts'))
  const registries: Registry[] = []
  for (const path of paths) {
    const exports: Record<string, unknown> = await import(pathToFileURL(`${projectRoot}/${path}`).href)
    registries.push(...registriesOf(path, exports))
  }
  const problems = idProblems(registries)
  for (const problem of problems) console.error(problem)
  const itemCount = registries.reduce((sum, { items }) => sum + items.length, 0)
  console.log(`${registries.length} registries, ${itemCount} ids: ${problems.length} problems`)
  // None at all means that this check looks in the wrong place, which must not pass for health.
  if (problems.length > 0 || registries.length === 0) process.exitCode = 1
}
