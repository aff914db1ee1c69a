/**
 * Formulas become MathML when the page is built (Temml): the browser draws them and a screen reader reads them, with neither a library
 * nor a font of ours.
 */
import { fromHtml } from 'hast-util-from-html'
import temml from 'temml'
import type { WordsFile, WordsNode } from './node.ts'

export const typeset = () => (tree: WordsNode, file: WordsFile) => {
  const visit = (node: WordsNode) => {
    if (node.type === 'math' || node.type === 'inlineMath') {
      try {
        const math = mathOf(node.value ?? '')
        const isBlock = node.type === 'math'
        if (isBlock) math.properties = { displaystyle: 'true' }
        node.data = isBlock
          ? { hName: 'div', hProperties: { className: ['formula'] }, hChildren: [math] }
          : { hName: math.tagName, hProperties: math.properties, hChildren: math.children }
      } catch (error) {
        file.fail(`The formula cannot be typeset: ${error instanceof Error ? error.message : error}`, node)
      }
    }
    node.children?.forEach(visit)
  }
  visit(tree)
}

type MathElement = Extract<ReturnType<typeof fromHtml>['children'][number], { type: 'element' }>

function mathOf(tex: string): MathElement {
  // Braces: beside a bare \text Temml sets room of its own around an operator.
  const even = tex.replace(/\\text\{[^{}]*\}/g, '{$&}')
  // Pieces that end with a relation or an operator, also in a formula of its own line: words.css breaks it between them, since a
  // phone is narrower than most. Braces keep together.
  const markup = temml.renderToString(even, { wrap: 'tex', throwOnError: true, strict: true })
  const [math] = fromHtml(markup, { fragment: true }).children
  if (math?.type !== 'element') throw new Error(`no element in ${markup}`)
  nameWords(math)
  return math
}

/** Words in a formula name quantities. As text (`mtext`) they would count as space, and the operator beside them would lose its room. */
function nameWords(element: MathElement): void {
  if (element.tagName === 'mtext') {
    element.tagName = 'mi'
    element.properties = { mathvariant: 'normal' }
  }
  for (const child of element.children) if (child.type === 'element') nameWords(child)
}
