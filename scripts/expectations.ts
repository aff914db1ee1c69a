/**
 * The expectations of a test file, and those among them that cannot fail whatever the code does.
 *
 * An expectation is a call of `expect`, `expect.soft` or `expect.poll`. It says nothing when no matcher follows, when its
 * matcher is named but not called, or when it is a promise that nobody waits for.
 */
import { isNode, lineAt, parseSource, type SyntaxNode, walk } from './syntax-tree.ts'

export interface Expectation {
  /** Offsets of its first argument, which is what a marker is put around. */
  readonly start: number
  readonly end: number
  readonly line: number
  /** Why it cannot fail; null where it can. */
  readonly fault: string | null
}

export function expectationsOf(path: string, text: string): readonly Expectation[] {
  const found: Expectation[] = []
  const parents = new Map<SyntaxNode, SyntaxNode | null>()
  walk(parseSource(path, text), (node, parent) => {
    parents.set(node, parent)
    const [first] = isExpectCall(node) ? (node.arguments as readonly SyntaxNode[]) : []
    if (first === undefined) return undefined
    found.push({
      start: first.start,
      end: first.end,
      line: lineAt(text, node.start),
      fault: faultOf(node, (at) => parents.get(at) ?? null),
    })
    return undefined
  })
  return found
}

/** Lines of tests with a limit of time of their own. Limits are for hangs: there is one for all, in vite.config.ts. */
export function limitsOf(path: string, text: string): readonly number[] {
  const lines: number[] = []
  walk(parseSource(path, text), (node) => {
    if (node.type !== 'CallExpression') return undefined
    const [title, ...rest] = node.arguments as readonly SyntaxNode[]
    const isTest = title !== undefined && rest.some(({ type }) => /^(Arrow)?Function/.test(type))
    if (isTest && /Literal$/.test(title.type) && rest.some(isLimit)) lines.push(lineAt(text, node.start))
    return undefined
  })
  return lines
}

/** Lines that put another module in a module's place: files that share a worker share modules, so it may have been loaded long before. */
export function mocksOf(path: string, text: string): readonly number[] {
  const lines: number[] = []
  walk(parseSource(path, text), (node) => {
    if (node.type !== 'CallExpression') return undefined
    const { object, property } = node.callee as SyntaxNode
    const isMock = isNode(property) && (isNamed(property, 'mock') || isNamed(property, 'doMock'))
    if (isMock && isNode(object) && isNamed(object, 'vi')) lines.push(lineAt(text, node.start))
    return undefined
  })
  return lines
}

/** `it('…', () => …, 60_000)` or `it('…', { timeout: 60_000 }, () => …)`. */
function isLimit(node: SyntaxNode): boolean {
  if (node.type !== 'ObjectExpression') return node.type === 'Literal' && typeof node.value === 'number'
  const properties = node.properties as readonly SyntaxNode[]
  return properties.some(({ key }) => isNode(key) && isNamed(key, 'timeout'))
}

/** `expect(…)`, `expect.soft(…)`, `expect.poll(…)`; not `expect.any(…)` and its like, which are values. */
function isExpectCall(node: SyntaxNode): boolean {
  if (node.type !== 'CallExpression') return false
  const callee = node.callee as SyntaxNode
  if (callee.type !== 'MemberExpression') return isNamed(callee, 'expect')
  const property = callee.property as SyntaxNode
  return isNamed(callee.object as SyntaxNode, 'expect') && (isNamed(property, 'soft') || isNamed(property, 'poll'))
}

const isNamed = (node: SyntaxNode, name: string): boolean => node.type === 'Identifier' && node.name === name

/** Follows the chain upwards: `expect(x)` `.not` `.toBe` `(1)`, and looks at what becomes of the last of it. */
function faultOf(call: SyntaxNode, parentOf: (node: SyntaxNode) => SyntaxNode | null): string | null {
  let at = call
  let isCalled = false
  // A poll, a `rejects` or a `resolves` is a promise: unless something takes it, its failure comes after the test.
  let isPromise = ((call.callee as SyntaxNode).property as SyntaxNode | undefined)?.name === 'poll'
  for (let parent = parentOf(at); parent !== null; parent = parentOf(at)) {
    if (parent.type === 'MemberExpression' && parent.object === at) {
      const { name } = parent.property as SyntaxNode
      if (name === 'rejects' || name === 'resolves') isPromise = true
    } else if (parent.type === 'CallExpression' && parent.callee === at) isCalled = true
    else break
    at = parent
  }
  if (!isCalled) return 'has no matcher, or one that is not called'
  return isPromise && parentOf(at)?.type === 'ExpressionStatement' ? 'is a promise that nobody waits for' : null
}
