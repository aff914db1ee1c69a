/**
 * Sections and sentences of `words.mdx`, as what the page renders: everything below a `##` becomes `<Section title>`, and the text of
 * a paragraph becomes `<Said words>`, which says it in the language of the page. What was found is left in the file's data.
 */
import type { WordsFile, WordsNode } from './node.ts'

export interface Sentence {
  /** As the catalogue has it: `<1>…</1>` is emphasis or a link, `<1/>` code or a formula, `{a:ttft.p99}` a figure. */
  readonly words: string
  /** Places that it stands in, the outermost first. */
  readonly inside: readonly string[]
}

export interface Section {
  readonly title: string
  readonly sentences: readonly Sentence[]
  /** Places of the page that it names, in their order. */
  readonly places: readonly string[]
  /** Formulas, as TeX. */
  readonly formulas: readonly string[]
}

interface Found {
  readonly title: string
  readonly sentences: Sentence[]
  readonly places: string[]
  readonly formulas: string[]
}

export const sections = () => (tree: WordsNode, file: WordsFile) => {
  const found: Found[] = []
  const shown: WordsNode[] = []
  for (const node of tree.children ?? []) {
    if (node.type === 'heading' && node.depth === 2) {
      const title = plain(node)
      found.push({ title, sentences: [], places: [], formulas: [] })
      shown.push(element('mdxJsxFlowElement', 'Section', { title }, []))
      continue
    }
    const [section, into] = [found.at(-1), shown.at(-1)]
    if (!section || !into) return file.fail('Words begin with a section: ## Title', node)
    into.children?.push(within(node, [], section, file))
  }
  tree.children = shown
  file.data.sections = found
}

/** Nodes whose children are text and what may stand in a line of it. */
const LINES = ['paragraph', 'heading', 'tableCell']

/** A node with its sentences made ready to be said. */
function within(node: WordsNode, inside: readonly string[], section: Found, file: WordsFile): WordsNode {
  if (/Expression$|^mdxjsEsm$/.test(node.type))
    file.fail('Words hold no code, only the names of figures: {a:ttft.p99}', node)
  if (node.type === 'text') file.fail('Words stand on lines of their own, not beside the tag', node)
  // A figure by itself in a line is a sentence like any other.
  if (node.name === 'Figure') return within({ type: 'paragraph', children: [node] }, inside, section, file)
  if (node.type === 'math') section.formulas.push(node.value ?? '')
  if (LINES.includes(node.type)) {
    const parts: WordsNode[] = []
    const words = sentenceOf(node, parts, section, file)
    section.sentences.push({ words, inside })
    node.children = [element('mdxJsxTextElement', 'Said', { words }, parts)]
    return node
  }
  const isPlace = node.type === 'mdxJsxFlowElement'
  if (isPlace) section.places.push(node.name ?? '')
  const further = isPlace ? [...inside, node.name ?? ''] : inside
  if (node.children) node.children = node.children.map((child) => within(child, further, section, file))
  return node
}

/** The words of a line; what is more than text goes to `parts`, emptied, in the order in which it begins. */
function sentenceOf(line: WordsNode, parts: WordsNode[], section: Found, file: WordsFile): string {
  return (line.children ?? [])
    .map((node) => {
      if (node.type === 'text') return (node.value ?? '').replace(/\s*\n\s*/g, ' ')
      if (node.name === 'Figure') return `{${node.attributes?.[0]?.value}}`
      if (/Expression$/.test(node.type)) file.fail('Words hold no code, only the names of figures: {a:ttft.p99}', node)
      if (node.type === 'inlineMath') section.formulas.push(node.value ?? '')
      const number = parts.push(node)
      if (!node.children?.length) return `<${number}/>`
      const words = sentenceOf(node, parts, section, file)
      node.children = []
      return `<${number}>${words}</${number}>`
    })
    .join('')
}

const plain = (node: WordsNode): string => node.value ?? (node.children ?? []).map(plain).join('')

const element = (
  type: string,
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: WordsNode[],
): WordsNode => ({
  type,
  name,
  attributes: Object.entries(attributes).map(([key, value]) => ({ type: 'mdxJsxAttribute', name: key, value })),
  children,
})
