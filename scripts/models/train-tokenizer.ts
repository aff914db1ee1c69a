/**
 * Learns the 412 merges of the tokenizer from the books and the generators: `npx tsx scripts/models/train-tokenizer.ts`.
 * Deterministic; writes public/models/tokenizer.json. Models trained with another tokenizer do not fit the new one.
 */
import { writeFileSync } from 'node:fs'
import { choicesFor } from '../../src/engines/tokens/text/choices.ts'
import { domains } from '../../src/engines/tokens/text/domains/index.ts'
import { splitWords } from '../../src/engines/tokens/text/tokenizer.ts'
import { createDraws } from '../../src/kernel/draws.ts'
import { readBooks } from './books.ts'

const MERGES = 412
/** Characters of each generated domain: a sixth of the books together, so that prose keeps most merges. */
const GENERATED = 150_000

const counts = new Map<string, number>()
const addText = (text: string): void => {
  for (const word of splitWords(text)) counts.set(word, (counts.get(word) ?? 0) + 1)
}
for (const book of readBooks()) addText(book.train)
for (const domain of domains) {
  if (domain.id === 'recall') continue // its words are those of the books
  const stream = createDraws(1).stream(`tokenizer/${domain.id}`)
  for (let passage = 0, length = 0; length < GENERATED; passage++) {
    const { text } = domain.passage(choicesFor(stream, passage))
    addText(text)
    length += text.length
  }
}

const words = [...counts].map(([word, count]) => ({ parts: [...word], count }))
const merges: [string, string][] = []
while (merges.length < MERGES) {
  const pairs = new Map<string, number>()
  for (const { parts, count } of words)
    for (let i = 0; i + 1 < parts.length; i++) {
      const pair = `${parts[i]}\u0000${parts[i + 1]}`
      pairs.set(pair, (pairs.get(pair) ?? 0) + count)
    }
  // Ties by the pair's text, so that the order of words never shows.
  const [best] = [...pairs].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] < a[0]) ? b : a))
  const [left, right] = best.split('\u0000')
  merges.push([left, right])
  for (const word of words)
    for (let i = 0; i + 1 < word.parts.length; i++)
      if (word.parts[i] === left && word.parts[i + 1] === right) word.parts.splice(i, 2, left + right)
}
writeFileSync('public/models/tokenizer.json', `${JSON.stringify({ merges })}\n`)
console.log(merges.map(([left, right]) => JSON.stringify(left + right)).join(' '))
