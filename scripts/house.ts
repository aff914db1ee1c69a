/**
 * The figures of the house, and how large each may be: `npm run house`. A figure past its limit fails: then something is taken apart, or
 * the limit is raised with a reason in the commit. A limit that is far above its figure is lowered.
 */
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import * as allowed from './arrows.allow.ts'
import { checkArrows } from './arrows.ts'
import { fileLines } from './core.bans.ts'
import { isCode, readSourceFiles, type SourceFiles } from './source-files.ts'
import { isNode, parseSource, type SyntaxNode, walk } from './syntax-tree.ts'

export interface Figure {
  readonly name: string
  readonly value: number
  /** Largest value that is allowed; absent for what is only told. */
  readonly limit?: number
}

const API = 'src/worker/api.ts'
const CLUSTER = 'src/engines/serving/core/cluster.ts'

/** All figures, of these files. A pure function of the texts. */
export function figuresOf(files: SourceFiles): readonly Figure[] {
  const code = [...files].filter(([path]) => isCode(path))
  const lines = code.map(([, text]) => linesOf(text)).sort((a, b) => a - b)
  const above = (most: number): number => lines.filter((count) => count > most).length
  const contract = new Set(['LabWorker', 'PointWorker'].flatMap((name) => membersOf(files, API, name)))
  const state = ['Cluster', 'Totals'].flatMap((name) => membersOf(files, CLUSTER, name))
  return [
    { name: 'rooms', value: new Set(Object.values(allowed.rooms)).size },
    { name: 'arrows between them', value: allowed.arrows.length },
    { name: 'circles of imports', value: circlesIn(files), limit: 0 },
    { name: 'methods of the worker’s contract', value: contract.size, limit: 16 },
    { name: 'fields of Cluster and Totals', value: state.length, limit: 45 },
    { name: 'files of src', value: files.size },
    { name: 'of code', value: code.length },
    { name: 'lines of the median file', value: lines[lines.length >> 1] ?? 0, limit: 80 },
    { name: 'lines of the longest file', value: lines.at(-1) ?? 0, limit: fileLines.fail },
    { name: 'files above 200 lines', value: above(200) },
  ]
}

const linesOf = (text: string): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0)

const circlesIn = (files: SourceFiles): number =>
  checkArrows(files).violations.filter(({ message }) => message.includes('circle')).length

/** Names of an interface's members, with those that it extends: interfaces of the same file, and `Pick` of one. Throws where it is gone. */
export function membersOf(files: SourceFiles, file: string, name: string): readonly string[] {
  let found: SyntaxNode | null = null
  walk(parseSource(file, files.get(file) ?? ''), (node) => {
    if (node.type === 'TSInterfaceDeclaration' && nameOf(node.id) === name) found = node
    return undefined
  })
  if (found === null) throw new Error(`${file} has no interface ${name}: the house cannot be measured`)
  const { body, extends: heritage } = found as { body: SyntaxNode; extends?: readonly SyntaxNode[] }
  const own = (body.body as readonly SyntaxNode[]).map(({ key }) => nameOf(key))
  const inherited = (heritage ?? []).flatMap((one) =>
    nameOf(one.expression) === 'Pick' ? literalsOf(one) : membersOf(files, file, nameOf(one.expression)),
  )
  return [...own, ...inherited]
}

const nameOf = (node: unknown): string => (isNode(node) ? String(node.name ?? node.value) : '')

/** The strings of a type: `'a' | 'b'`. */
function literalsOf(node: SyntaxNode): readonly string[] {
  const found: string[] = []
  walk(node, ({ type, value }) => {
    if (type === 'Literal' && typeof value === 'string') found.push(value)
    return undefined
  })
  return found
}

export const isOver = ({ value, limit }: Figure): boolean => limit !== undefined && value > limit

if (argv[1] === fileURLToPath(import.meta.url)) {
  const figures = figuresOf(readSourceFiles('src'))
  for (const figure of figures) {
    const { name, value, limit } = figure
    const words = limit === undefined ? '' : `  of ${limit}${isOver(figure) ? ': OVER' : ''}`
    console.log(`${name.padEnd(34)}${String(value).padStart(6)}${words}`)
  }
  if (figures.some(isOver)) process.exitCode = 1
}
