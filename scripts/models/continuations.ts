/**
 * Texts that the finished target writes at temperature 1, for training what foretells its verdicts (SpecDec++):
 * `npx tsx scripts/models/continuations.ts`. Needs public/models/target.bin; writes .cache/corpus/written.train.* in the
 * form of corpus.ts. A text begins with 16 tokens of the training corpus, domains in turn.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { CAPACITY, openBench } from '../../src/engines/tokens/model/bench.ts'
import { PROMPT_DOMAINS } from '../../src/engines/tokens/text/prompts.ts'
import { Special } from '../../src/engines/tokens/text/tokenizer.ts'
import { luckOf } from '../../src/engines/tokens/writing/luck.ts'
import { exactRule } from '../../src/engines/tokens/writing/rounds/exact-rule.ts'
import { Rounds } from '../../src/engines/tokens/writing/rounds/rounds.ts'
import { createDraws } from '../../src/kernel/draws.ts'

const TEXTS = 1050
const LENGTH = 255
const PROMPT = 16

const read = (name: string) => new Uint8Array(readFileSync(`public/models/${name}`))
const json = (name: string) => JSON.parse(new TextDecoder().decode(read(name)))
const opened = openBench(
  { merges: json('tokenizer.json').merges, manifest: json('manifest.json'), weights: { target: read('target.bin') } },
  ['target'],
  { spareCaches: 0 },
)
if (!opened.ok) throw new Error(opened.problems[0].message)
const bench = opened.value
const target = bench.transformer('target')
const { kernels } = bench
const writing = new Rounds({
  ...{ kernels, target, cache: bench.cacheFor(target), rule: exactRule, drafter: null, keeps: undefined },
  sampling: { temperature: 1, topK: 0, topP: 1 },
  features: new Float32Array(CAPACITY * target.shape.dim),
  lastState: kernels.allocate(target.shape.dim),
  keeping: { seams: {}, tried: {}, isByRow: false, opened: () => undefined, settled: () => undefined },
})
const draws = createDraws(3)
const places = draws.stream('continuations')
const corpora = PROMPT_DOMAINS.map((domain) => {
  const column = (name: string) => readFileSync(`.cache/corpus/${domain}.train.${name}`)
  const bytes = column('tokens')
  const starts = column('starts')
  return {
    tokens: new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2),
    starts: new Uint32Array(starts.buffer, starts.byteOffset, starts.length / 4),
  }
})

const all: number[] = []
const starts: number[] = []
for (let text = 0; text < TEXTS; text++) {
  const { tokens, starts: documents } = corpora[text % corpora.length]
  const u = places.at(text)
  // A book is one document: anywhere in it will do.
  const from =
    documents.length < 20 ? Math.floor(u * (tokens.length - LENGTH)) : documents[Math.floor(u * (documents.length - 9))]
  const luck = luckOf(draws, text)
  writing.begin([Special.bos, ...tokens.slice(from, from + PROMPT)], LENGTH, luck)
  while (writing.text.length < LENGTH + 1) writing.step(luck)
  starts.push(all.length)
  all.push(...writing.text.slice(1))
}
writeFileSync('.cache/corpus/written.train.tokens', Uint16Array.from(all))
writeFileSync('.cache/corpus/written.train.weights', new Uint8Array(all.length).fill(255))
writeFileSync('.cache/corpus/written.train.starts', Uint32Array.from(starts))
writeFileSync('.cache/corpus/written.train.answers', new Uint32Array(0))
console.log(`written: ${all.length} tokens, ${starts.length} texts`)
