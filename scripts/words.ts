/**
 * The sentences of the catalogue, of the code and of the `words.mdx` of papers and lessons: `npx tsx scripts/words.ts` lists every
 * sentence the page says, as JSON with empty translations;
 * `npx tsx scripts/words.ts de` says what the language `de` lacks, and what it has that nobody says any more;
 * `npx tsx scripts/words.ts --raw` lists words that components write past the catalogue.
 */
import { fileURLToPath } from 'node:url'
import { isWords, readSourceFiles, type SourceFiles } from './source-files.ts'
import { isNode, lineAt, parseSource, type SyntaxNode, walk } from './syntax-tree.ts'
import { readWords } from './words/read.ts'

/** Every sentence said with a literal or written in words, sorted; titles of sections among them. */
export function sentences(files: SourceFiles): readonly string[] {
  const found = new Set<string>()
  for (const [path, text] of files) {
    if (isWords(path)) {
      for (const { title, sentences: said } of readWords(text))
        for (const { words } of [{ words: title }, ...said]) found.add(words)
      continue
    }
    if (!text.includes('say(')) continue
    walk(parseSource(path, text), (node) => {
      if (node.type !== 'CallExpression' || !isNode(node.callee) || node.callee.name !== 'say') return undefined
      const [sentence] = node.arguments as readonly SyntaxNode[]
      if (sentence?.type === 'Literal' && typeof sentence.value === 'string') found.add(sentence.value)
      return undefined
    })
  }
  return [...found].sort()
}

/** Attributes that a person reads or hears. */
const READ = ['aria-label', 'title', 'placeholder', 'alt', 'label']

/** Names that are the same in every language. */
const NAMES = ['Tokenscope', 'BibTeX', 'Markdown']

/** Words in components that do not go through the catalogue, with their places. */
export function rawWords(files: SourceFiles): readonly string[] {
  const raw: string[] = []
  for (const [path, text] of files) {
    if (!path.endsWith('.tsx')) continue
    const report = (node: SyntaxNode, words: string) => {
      const said = words.trim()
      if (/\p{L}{3}/u.test(said) && !NAMES.includes(said)) raw.push(`${path}:${lineAt(text, node.start)} ${said}`)
    }
    walk(parseSource(path, text), (node) => {
      if (node.type === 'JSXText') report(node, String(node.value))
      if (node.type === 'JSXAttribute' && isNode(node.name) && READ.includes(String(node.name.name))) {
        const value = node.value
        if (isNode(value) && value.type === 'Literal') report(node, String(value.value))
      }
      return undefined
    })
  }
  return raw
}

/** What a catalogue lacks of the sentences, and what it has beside them. */
export function compare(
  said: readonly string[],
  catalogue: Readonly<Record<string, string>>,
): { readonly missing: readonly string[]; readonly unused: readonly string[] } {
  return {
    missing: said.filter((sentence) => !Object.hasOwn(catalogue, sentence)),
    unused: Object.keys(catalogue).filter((sentence) => !said.includes(sentence)),
  }
}

async function main(argument: string | undefined): Promise<void> {
  const files = readSourceFiles('src')
  const said = sentences(files)
  if (argument === undefined) {
    console.log(JSON.stringify(Object.fromEntries(said.map((sentence) => [sentence, ''])), null, 2))
    return
  }
  if (argument === '--raw') {
    for (const line of rawWords(files)) console.log(line)
    return
  }
  const { languages } = await import('../src/content/languages/index.ts')
  if (!Object.hasOwn(languages, argument)) {
    throw new Error(`There is no language “${argument}” in src/content/languages/index.ts.`)
  }
  const { missing, unused } = compare(said, await languages[argument]())
  for (const sentence of missing) console.log(`missing  ${sentence}`)
  for (const sentence of unused) console.log(`unused   ${sentence}`)
  console.log(`${said.length} sentences, ${missing.length} missing, ${unused.length} unused`)
  if (missing.length > 0) process.exitCode = 1
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv[2])
