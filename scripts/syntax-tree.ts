/**
 * Source text as a syntax tree, for the gates: a comment, a string or the words of a JSX element never look like code.
 *
 * The parser is the one that vite builds with, so what the gates read is what ships. The tree is ESTree with TypeScript
 * nodes; the gates ask only for `type` and named children, so nodes are read as open records.
 */
import { parseSync } from 'vite'

export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

/** The tree of a TypeScript or JavaScript file. Throws with the place when the text does not parse. */
export function parseSource(path: string, text: string): SyntaxNode {
  const { program, errors } = parseSync(path, text, { lang: language(path) })
  const [error] = errors
  if (error) throw new SyntaxError(`${path} does not parse: ${error.message}`)
  return program as unknown as SyntaxNode
}

/** Visits a node and all below it, parents first, in source order. `enter` may answer 'skip' to leave out the children. */
export function walk(
  node: SyntaxNode,
  enter: (node: SyntaxNode, parent: SyntaxNode | null, field: string) => undefined | 'skip',
  leave: (node: SyntaxNode) => void = () => undefined,
): void {
  visit(node, null, '')

  function visit(at: SyntaxNode, parent: SyntaxNode | null, field: string): void {
    if (enter(at, parent, field) !== 'skip') {
      for (const [name, child] of Object.entries(at)) {
        if (Array.isArray(child)) for (const item of child) isNode(item) && visit(item, at, name)
        else if (isNode(child)) visit(child, at, name)
      }
    }
    leave(at)
  }
}

/** Line of an offset, counted from 1. */
export function lineAt(text: string, offset: number): number {
  let line = 1
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++
  return line
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string'
}

function language(path: string): 'ts' | 'tsx' | 'js' {
  if (path.endsWith('.tsx')) return 'tsx'
  return path.endsWith('.ts') ? 'ts' : 'js'
}
