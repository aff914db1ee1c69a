/**
 * What a source file imports, and how: the arrows that leave it.
 *
 * Seen are `import` and `export … from`, `import()`, `import('…').Type`, `new URL('…', import.meta.url)` (how workers and
 * assets are named) and `?worker` suffixes. `import.meta.glob` and a computed `import()` hide their targets and come back
 * as `hidden`, which no arrow allows.
 */
import { isNode, lineAt, parseSource, type SyntaxNode, walk } from './syntax-tree.ts'

/**
 * `types` leaves no trace in the bundle, `values` runs with the importer, `lazily` runs when asked for, `url` starts a
 * program of its own (a worker) or names a file.
 */
export type ImportKind = 'types' | 'values' | 'lazily' | 'url' | 'hidden'

export interface Import {
  /** As written, without a query such as `?worker`. */
  readonly specifier: string
  readonly kind: ImportKind
  readonly line: number
}

/** By path, of the text that it had: who judges the project several times, with a file changed, reads the others once. */
const read = new Map<string, { readonly text: string; readonly imports: readonly Import[] }>()

export function importsOf(path: string, text: string): readonly Import[] {
  const known = read.get(path)
  if (known?.text === text) return known.imports
  const imports = readImports(path, text)
  read.set(path, { text, imports })
  return imports
}

function readImports(path: string, text: string): readonly Import[] {
  const found: Import[] = []
  walk(parseSource(path, text), (node) => {
    const entry = importAt(node)
    if (entry) found.push({ ...withoutQuery(entry), line: lineAt(text, node.start) })
    return undefined
  })
  return found
}

function importAt(node: SyntaxNode): Omit<Import, 'line'> | null {
  switch (node.type) {
    // `import { type A } from` still runs the module: TypeScript keeps the statement (verbatimModuleSyntax).
    case 'ImportDeclaration':
      return { specifier: stringOf(node.source) ?? '', kind: node.importKind === 'type' ? 'types' : 'values' }
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration': {
      const specifier = stringOf(node.source)
      return specifier === null ? null : { specifier, kind: node.exportKind === 'type' ? 'types' : 'values' }
    }
    case 'ImportExpression':
      return named(node.source, 'lazily', 'a computed import()')
    case 'TSImportType':
      return named(node.source ?? node.argument, 'types', 'a computed import type')
    case 'NewExpression': {
      const [target, base] = Array.isArray(node.arguments) ? node.arguments : []
      if (!isNamed(node.callee, 'URL') || !isImportMeta(base, 'url')) return null
      return named(target, 'url', 'a computed new URL(…, import.meta.url)')
    }
    case 'CallExpression':
      return isImportMeta(node.callee, 'glob') ? { specifier: 'import.meta.glob', kind: 'hidden' } : null
    default:
      return null
  }
}

function named(source: unknown, kind: ImportKind, whenComputed: string): Omit<Import, 'line'> {
  const specifier = stringOf(source)
  return specifier === null ? { specifier: whenComputed, kind: 'hidden' } : { specifier, kind }
}

function withoutQuery(entry: Omit<Import, 'line'>): Omit<Import, 'line'> {
  const [specifier = '', query = ''] = entry.specifier.split('?')
  const startsWorker = /(^|&)(worker|sharedworker)(&|=|$)/.test(query)
  return { specifier, kind: startsWorker ? 'url' : entry.kind }
}

function stringOf(node: unknown): string | null {
  if (!isNode(node)) return null
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type === 'TSLiteralType') return stringOf(node.literal)
  if (node.type !== 'TemplateLiteral') return null
  const quasis = node.quasis as readonly { readonly value: { readonly cooked: string } }[]
  return quasis.length === 1 ? (quasis[0]?.value.cooked ?? null) : null
}

function isNamed(node: unknown, name: string): boolean {
  return isNode(node) && node.type === 'Identifier' && node.name === name
}

function isImportMeta(node: unknown, property: string): boolean {
  if (!isNode(node) || node.type !== 'MemberExpression' || !isNamed(node.property, property)) return false
  return isNode(node.object) && node.object.type === 'MetaProperty'
}
