/**
 * Writes the training and validation tokens of every domain: `npx tsx scripts/models/corpus.ts [--tokens 3000000] [--generated]
 * [--only NAME,…]`. With `--generated` the books are left out, which are not on every machine.
 *
 * Under .cache/corpus, per domain and split: NAME.tokens (uint16), NAME.weights (uint8, 255 = counts as loss, less where
 * nobody could foresee the token), NAME.starts and NAME.answers (uint32, where documents and answers begin). Deterministic given the books.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { argv } from 'node:process'
import { choicesFor } from '../../src/engines/tokens/text/choices.ts'
import type { Passage } from '../../src/engines/tokens/text/domain.ts'
import { counting } from '../../src/engines/tokens/text/domains/counting.ts'
import { domains } from '../../src/engines/tokens/text/domains/index.ts'
import { tools } from '../../src/engines/tokens/text/domains/tools.ts'
import { encodePassage } from '../../src/engines/tokens/text/encode-passage.ts'
import { withoutSpacesAtEnd } from '../../src/engines/tokens/text/prompts.ts'
import { ladderPassage, rungOf } from '../../src/engines/tokens/text/tasks/ladder.ts'
import { DIFFICULTIES } from '../../src/engines/tokens/text/tasks/task.ts'
import { createTokenizer, Special } from '../../src/engines/tokens/text/tokenizer.ts'
import { createDraws, type Stream } from '../../src/kernel/draws.ts'
import { readBooks } from './books.ts'

const FOLDER = '.cache/corpus'
const VALIDATION_TOKENS = 60_000
/** The list of a recall passage is noise, but a model that writes one should know what it looks like. */
const NOISE_WEIGHT = 12
const FULL_WEIGHT = 255
/** Tokens of one training sequence after <bos>. */
const SEQUENCE = 255

const at = argv.indexOf('--tokens')
const trainingTokens = at < 0 ? 3_000_000 : Number(argv[at + 1])

const { merges } = JSON.parse(readFileSync('public/models/tokenizer.json', 'utf8')) as { merges: [string, string][] }
const tokenizer = createTokenizer(merges)

class Split {
  private readonly tokens: number[] = []
  private readonly weights: number[] = []
  private readonly starts: number[] = []
  private readonly answers: number[] = []

  get length(): number {
    return this.tokens.length
  }

  /** `answers`: tokens of the document before each of its answers. */
  add(tokens: readonly number[], weights: readonly number[], answers: readonly number[] = []): void {
    for (const at of answers) this.answers.push(this.tokens.length + at)
    this.starts.push(this.tokens.length)
    for (const [i, token] of tokens.entries()) {
      this.tokens.push(token)
      this.weights.push(weights[i])
    }
  }

  write(name: string): void {
    writeFileSync(`${FOLDER}/${name}.tokens`, Uint16Array.from(this.tokens))
    writeFileSync(`${FOLDER}/${name}.weights`, Uint8Array.from(this.weights))
    writeFileSync(`${FOLDER}/${name}.starts`, Uint32Array.from(this.starts))
    writeFileSync(`${FOLDER}/${name}.answers`, Uint32Array.from(this.answers))
    console.log(`${name}: ${this.tokens.length} tokens, ${this.starts.length} documents`)
  }
}

function addPassage(split: Split, passage: Passage): void {
  const { tokens, known } = encodePassage(tokenizer, passage)
  split.add(
    tokens,
    known.map((isKnown) => (isKnown ? FULL_WEIGHT : NOISE_WEIGHT)),
    // The space before an answer is the model's to write, as in a prompt.
    passage.questions.map(({ at }) => tokenizer.encode(withoutSpacesAtEnd(passage.text.slice(0, at))).length),
  )
}

/**
 * A list of numbers that stops at its third. The step is read off the request at the second number alone and can be read off the list from
 * then on, so of fifty tokens of a whole passage one or two teach it, and lists came out even with a step of their own.
 */
function addBeginning(split: Split, { text, questions: [{ at, answer }] }: Passage): void {
  const asked = tokenizer.encode(withoutSpacesAtEnd(text.slice(0, at)))
  const begun = tokenizer.encode(` ${answer.split(' ').slice(0, 3).join(' ')}`)
  // What is asked weighs nothing: no list is followed by another before its end.
  split.add([...asked, ...begun], [...asked.map(() => 0), ...begun.map(() => FULL_WEIGHT)], [asked.length])
}

/** A random string and then the same again, as often as fits: only the first time is noise. */
function addCopying(split: Split, stream: Stream, passage: number): void {
  const choices = choicesFor(stream, passage)
  const length = choices.between(8, Math.floor(SEQUENCE / 2))
  const once = Array.from({ length }, () => choices.between(Special.unknown + 1, tokenizer.vocab - 1))
  const tokens = Array.from({ length: SEQUENCE }, (_, i) => once[i % length])
  split.add(
    tokens,
    // The first repeated token is no more foreseeable than the end of the string.
    tokens.map((_, i) => (i > length ? FULL_WEIGHT : NOISE_WEIGHT)),
  )
}

/** Calls whose last number stands behind a colon, which is found less easily than what stands behind a word. */
function addAlarms(split: Split, passage: Passage): void {
  if (passage.text.includes('set_alarm')) addPassage(split, passage)
}

/** A call for an alarm up to its minute, with nothing to learn but that. */
function addAlarmBegun(split: Split, { text, questions }: Passage): void {
  for (const { at, answer } of questions.filter((question) => question.answer.includes('set_alarm'))) {
    const minute = /\d+(?=\}\}$)/.exec(answer)
    if (minute === null) continue
    const before = tokenizer.encode(text.slice(text.lastIndexOf('user:', at), at) + answer.slice(0, minute.index))
    const digits = tokenizer.encode(minute[0])
    split.add([...before, ...digits], [...before.map(() => 0), ...digits.map(() => FULL_WEIGHT)], [before.length])
  }
}

/** What writes a corpus, by its name: passage i of a stream, as long as tokens are wanted. */
const writers: readonly (readonly [name: string, add: (split: Split, stream: Stream, passage: number) => void])[] = [
  ...domains.map(
    ({ id, passage }) =>
      [id, (split: Split, stream: Stream, i: number) => addPassage(split, passage(choicesFor(stream, i)))] as const,
  ),
  ...DIFFICULTIES.map(
    (difficulty) =>
      [
        rungOf(difficulty),
        (split: Split, stream: Stream, i: number) =>
          addPassage(split, ladderPassage(choicesFor(stream, i), difficulty)),
      ] as const,
  ),
  ['counting-begun', (split, stream, i) => addBeginning(split, counting.passage(choicesFor(stream, i)))],
  ['tools-alarms', (split, stream, i) => addAlarms(split, tools.passage(choicesFor(stream, i)))],
  ['alarms-begun', (split, stream, i) => addAlarmBegun(split, tools.passage(choicesFor(stream, i)))],
  ['copying', addCopying],
]

const only = argv.includes('--only') ? argv[argv.indexOf('--only') + 1].split(',') : null
const isWanted = (name: string): boolean => only === null || only.includes(name)

mkdirSync(FOLDER, { recursive: true })
const books = argv.includes('--generated') ? [] : readBooks()
for (const domain of ['prose', 'play'] as const)
  for (const part of ['train', 'validation'] as const) {
    const mine = books.filter((candidate) => candidate.domain === domain)
    if (mine.length === 0 || !isWanted(domain)) continue
    const split = new Split()
    for (const book of mine) {
      const tokens = tokenizer.encode(book[part])
      split.add(
        tokens,
        tokens.map(() => FULL_WEIGHT),
      )
    }
    split.write(`${domain}.${part}`)
  }
for (const part of ['train', 'validation'] as const)
  for (const [name, add] of writers.filter(([name]) => isWanted(name))) {
    const goal = part === 'train' ? trainingTokens : VALIDATION_TOKENS
    const stream = createDraws(2).stream(`${name}/${part}`)
    const split = new Split()
    for (let passage = 0; split.length < goal; passage++) add(split, stream, passage)
    split.write(`${name}.${part}`)
  }
