/**
 * Writes the list of papers that the lab is to cover from the index of their cards: src/content/papers/list.json.
 *
 *   npx tsx scripts/papers-list.ts INDEX.csv
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { argv } from 'node:process'
import { csvParse } from 'd3'
import type { ListedPaper } from '../src/content/papers/paper.ts'

const FILE = 'src/content/papers/list.json'
const FAMILIES: Readonly<Record<string, ListedPaper['family']>> = {
  'serving.md': 'serving',
  'decoding.md': 'decoding',
  'kv-and-compression.md': 'kv',
  'diffusion-and-moe.md': 'diffusion-and-experts',
  'companions.md': 'companions',
}

const [index] = argv.slice(2)
if (index === undefined) throw new Error('name the index: npx tsx scripts/papers-list.ts INDEX.csv')
const listed = csvParse(readFileSync(index, 'utf8'))
  .filter(({ kind }) => kind === 'seed')
  .map(({ id, title, card }): ListedPaper => {
    const arxiv = /arXiv:? ?(\d{4}\.\d{4,5})/.exec(title)?.[1]
    // Where it appeared stands behind the title, in brackets or after a comma.
    const name = title
      .replace(/ \((?:[^()]|\([^()]*\))*(?:arXiv|\b20\d\d\b).*$/, '')
      .replace(/,? arXiv.*$/, '')
      .trim()
    return { id, title: name, family: FAMILIES[card], ...(arxiv === undefined ? {} : { arxiv }) }
  })
writeFileSync(FILE, `${JSON.stringify(listed, null, 1)}\n`)
console.log(`${listed.length} papers, ${listed.filter(({ arxiv }) => arxiv).length} with their number on arXiv`)
