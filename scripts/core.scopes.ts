/**
 * Which names a piece of code declares itself, so that the pure-core gate can tell a parameter called `document` from the
 * page's. Scopes are read one function at a time: a name declared anywhere in a function counts in all of it.
 */
import { isNode, type SyntaxNode, walk } from './syntax-tree.ts'

const functions = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']

export function opensScope(node: SyntaxNode): boolean {
  return node.type === 'Program' || functions.includes(node.type)
}

/** Names declared in a module or function: imports, variables, parameters, functions, classes, caught errors. */
export function declaredIn(scope: SyntaxNode): ReadonlySet<string> {
  const names = new Set<string>()
  for (const parameter of asNodes(scope.params)) addPattern(parameter, names)
  walk(scope, (node) => {
    switch (node.type) {
      case 'VariableDeclarator':
        addPattern(node.id, names)
        break
      case 'CatchClause':
        addPattern(node.param, names)
        break
      case 'FunctionDeclaration':
      case 'ClassDeclaration':
        if (node !== scope) addPattern(node.id, names)
        break
      case 'ImportSpecifier':
      case 'ImportDefaultSpecifier':
      case 'ImportNamespaceSpecifier':
        addPattern(node.local, names)
        break
    }
    // What an inner function declares is its own; its name, above, is ours.
    return node !== scope && opensScope(node) ? 'skip' : undefined
  })
  return names
}

/** Names bound by a pattern: `a`, `{ a, b: c }`, `[a, ...b]`, `a = 1`, `private a`. */
function addPattern(pattern: unknown, names: Set<string>): void {
  if (!isNode(pattern)) return
  switch (pattern.type) {
    case 'Identifier':
      names.add(String(pattern.name))
      return
    case 'ObjectPattern':
      for (const property of asNodes(pattern.properties)) addPattern(property.value ?? property.argument, names)
      return
    case 'ArrayPattern':
      for (const element of asNodes(pattern.elements)) addPattern(element, names)
      return
    case 'AssignmentPattern':
      addPattern(pattern.left, names)
      return
    case 'RestElement':
      addPattern(pattern.argument, names)
      return
    case 'TSParameterProperty':
      addPattern(pattern.parameter, names)
      return
  }
}

function asNodes(value: unknown): readonly SyntaxNode[] {
  return Array.isArray(value) ? value.filter(isNode) : []
}
