/**
 * Checks that the pure core is pure and that no file of src is too long: `npm run core`.
 *
 * Read from the syntax tree, so words in comments and strings never count. Names are looked up by scope: a file that
 * declares `document` or `history` itself may use that name where it is declared.
 */
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { bannedGlobals, bannedMath, bannedMethods, fileLines, isCorePath, longFiles, mathHome } from './core.bans.ts'
import { declaredIn, opensScope } from './core.scopes.ts'
import { isCode, readSourceFiles, type SourceFiles } from './source-files.ts'
import { isNode, lineAt, parseSource, type SyntaxNode, walk } from './syntax-tree.ts'

export interface Finding {
  readonly file: string
  readonly line: number
  readonly message: string
}

/** Everything in one file of the core that makes it impure. A pure function of the text. */
export function impurities(file: string, text: string): readonly Finding[] {
  const findings: Finding[] = []
  const scopes: ReadonlySet<string>[] = []
  const isDeclared = (name: string) => scopes.some((names) => names.has(name))

  walk(
    parseSource(file, text),
    (node, parent, field) => {
      if (isTypeOnly(node)) return 'skip'
      if (opensScope(node)) scopes.push(declaredIn(node))
      const message = complaint(node, parent, field, isDeclared, file)
      if (message !== null) findings.push({ file, line: lineAt(text, node.start), message })
      return undefined
    },
    (node) => {
      if (opensScope(node) && !isTypeOnly(node)) scopes.pop()
    },
  )
  return findings
}

function complaint(
  node: SyntaxNode,
  parent: SyntaxNode | null,
  field: string,
  isDeclared: (name: string) => boolean,
  file: string,
): string | null {
  switch (node.type) {
    case 'Identifier': {
      const name = String(node.name)
      if (isLabel(parent, field) || !Object.hasOwn(bannedGlobals, name) || isDeclared(name)) return null
      return `${name}: ${bannedGlobals[name]}`
    }
    case 'MemberExpression':
      return bannedMember(node, isDeclared, file)
    case 'VariableDeclarator':
      return destructuredMath(node, isDeclared, file)
    case 'BinaryExpression':
    case 'AssignmentExpression':
      if (node.operator !== '**' && node.operator !== '**=') return null
      return '**: results differ between engines: take pow from kernel/math, or multiply'
    case 'VariableDeclaration': {
      const isModuleLevel = parent?.type === 'Program' || parent?.type === 'ExportNamedDeclaration'
      if (!isModuleLevel || node.kind === 'const' || node.declare === true) return null
      return `module-level ${node.kind}: state belongs to a run`
    }
    default:
      return null
  }
}

function bannedMember(node: SyntaxNode, isDeclared: (name: string) => boolean, file: string): string | null {
  const name = memberName(node)
  if (name === null) return null
  if (Object.hasOwn(bannedMethods, name)) return `${name}: ${bannedMethods[name]}`
  if (!isMath(node.object) || isDeclared('Math') || file.startsWith(mathHome)) return null
  return Object.hasOwn(bannedMath, name) ? `Math.${name}: ${bannedMath[name]}` : null
}

/** `const { exp } = Math` is the same as `Math.exp`. */
function destructuredMath(node: SyntaxNode, isDeclared: (name: string) => boolean, file: string): string | null {
  if (!isMath(node.init) || isDeclared('Math') || file.startsWith(mathHome)) return null
  if (!isNode(node.id) || node.id.type !== 'ObjectPattern') return 'Math under another name hides what is taken from it'
  const names = (node.id.properties as readonly SyntaxNode[]).map((property) =>
    isNode(property.key) ? String(property.key.name) : '',
  )
  const banned = names.find((name) => Object.hasOwn(bannedMath, name))
  return banned === undefined ? null : `Math.${banned}: ${bannedMath[banned]}`
}

/** Name of `a.name` or `a['name']`, or null when computed. */
function memberName(node: SyntaxNode): string | null {
  const { property } = node
  if (!isNode(property)) return null
  if (node.computed !== true) return String(property.name)
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : null
}

function isMath(node: unknown): boolean {
  return isNode(node) && node.type === 'Identifier' && node.name === 'Math'
}

/** Names that refer to nothing: a member after a dot, a key, an import's or export's outer name. */
function isLabel(parent: SyntaxNode | null, field: string): boolean {
  if (parent === null || parent.computed === true) return false
  switch (parent.type) {
    case 'MemberExpression':
      return field === 'property'
    case 'Property':
      return field === 'key' && parent.shorthand !== true
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return field === 'key'
    case 'ImportSpecifier':
      return field === 'imported'
    case 'ExportSpecifier':
      return field === 'exported'
    case 'ExportAllDeclaration':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
      return true
    default:
      return false
  }
}

/** Types are erased: `Worker` in an annotation touches no worker. */
function isTypeOnly(node: SyntaxNode): boolean {
  if (node.importKind === 'type' || node.exportKind === 'type') return true
  const carriesCode = ['TSAsExpression', 'TSSatisfiesExpression', 'TSNonNullExpression', 'TSTypeAssertion']
  return node.type.startsWith('TS') && !carriesCode.includes(node.type) && node.type !== 'TSInstantiationExpression'
}

/** Files of src past the limits of length. */
export function longSourceFiles(files: SourceFiles): { readonly warnings: Finding[]; readonly failures: Finding[] } {
  const warnings: Finding[] = []
  const failures: Finding[] = []
  for (const [file, text] of files) {
    const lines = text.split('\n').length - 1
    if (longFiles.some((entry) => entry.file === file) || lines <= fileLines.warn) continue
    const isFailure = lines > fileLines.fail
    const message = isFailure
      ? `${lines} lines, more than ${fileLines.fail}: split it, or list it as a data table in core.bans.ts`
      : `${lines} lines, more than ${fileLines.warn}: the header should say why it is one thing`
    ;(isFailure ? failures : warnings).push({ file, line: lines, message })
  }
  return { warnings, failures }
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const files = readSourceFiles('src')
  const core = [...files].filter(([path]) => isCorePath(path) && isCode(path))
  const { warnings, failures } = longSourceFiles(files)
  const findings = [...core.flatMap(([path, text]) => impurities(path, text)), ...failures]
  for (const { file, line, message } of warnings) console.warn(`note ${file}:${line} ${message}`)
  for (const { file, line, message } of findings) console.error(`${file}:${line} ${message}`)
  console.log(`${core.length} files of the core, ${files.size} of src: ${findings.length} findings`)
  if (findings.length > 0) process.exitCode = 1
}
