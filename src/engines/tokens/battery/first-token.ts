/**
 * T2 of the battery: on the real pair of models a prompt is gone on from thousands of times, and how often each token came first
 * is held against the target's own distribution there: of the token behind the one that the prompt brings.
 */
import { createDraws } from '../../../kernel/draws.ts'
import { build } from '../build/build.ts'
import type { Luck } from '../contracts/writing.ts'
import { readThrough } from '../evaluate/read-through.ts'
import type { TokenAssets } from '../model/assets.ts'
import { tokensSetup } from '../set-up/schema.ts'
import { Special } from '../text/tokenizer.ts'
import { luckOf } from '../writing/luck.ts'
import { type ChiSquare, chiSquare } from './chi-square.ts'

export const firstTokenMethods = [
  { title: 'chain', decoder: { id: 'draft-model' } },
  { title: 'tree', decoder: { id: 'draft-model', knobs: { shape: 'tree', nodes: 8 } } },
] as const

/** Open enough that draft and target differ: an easy place would prove nothing. */
const PROMPT = 'There was once'
/** Room for a whole draft, so that every node is judged as in a long text. */
const ROOM = 16

export function measureFirstToken(
  { decoder }: (typeof firstTokenMethods)[number],
  assets: TokenAssets,
  runs: number,
): ChiSquare {
  const setup = tokensSetup.parse({ decoder, sampling: { temperature: 1 } })
  const built = build(setup, assets)
  if (!built.ok) throw new Error(built.problems[0].message)
  const { bench, target, writings } = built.value
  const [writing] = writings
  const start = [Special.bos, ...bench.tokenizer.encode(PROMPT)]
  const draws = createDraws(1)
  // The prompt brings the first token, always the same one: what comes behind it is drafted.
  const luckFor = (sample: number): Luck => {
    const luck = luckOf(draws, sample)
    return { ...luck, emit: (step) => (step === 0 ? 0 : luck.emit(step)) }
  }
  writing.begin(start, ROOM, luckFor(0))
  const prompt = [...writing.text]
  let exact = new Float32Array(0)
  readThrough({ bench, model: target, cache: bench.cacheFor(target) }, prompt, (place, p) => {
    if (place === prompt.length - 1) exact = p.slice()
  })
  const counts = new Float64Array(exact.length)
  for (let sample = 0; sample < runs; sample++) {
    writing.begin(start, ROOM, luckFor(sample))
    writing.step(luckFor(sample))
    counts[writing.text[prompt.length]]++
  }
  return chiSquare(counts, exact)
}
