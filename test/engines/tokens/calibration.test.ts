/** The offline pass: of other texts than those that are judged, the same whoever asks, and made once. */
import { describe, expect, it } from 'vitest'
import { shapingOf } from '../../../src/engines/tokens/build/shaping.ts'
import type { Calibration } from '../../../src/engines/tokens/contracts/calibration.ts'
import { textsOf } from '../../../src/engines/tokens/evaluate/texts.ts'
import { promptSources } from '../../../src/engines/tokens/roles/prompts/index.ts'
import { tokensSetup } from '../../../src/engines/tokens/set-up/schema.ts'
import { judgingSeeds, tuningSeeds } from '../../../src/experiment/referee/seeds.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import { onceFor } from '../../../src/kernel/once.ts'
import { created } from '../../../src/schema/choice.ts'
import { assets, bench } from './models.ts'

const setup = tokensSetup.parse({})
const mixed = shapingOf(setup, assets).calibrate({ domain: 'mixed' })
/** The same bytes as another file: nothing is known of them yet. */
const copied = { ...assets, weights: { ...assets.weights, target: assets.weights.target.slice() } }

const numbersOf = ({ heads, input }: Calibration) => [
  ...heads.products,
  ...heads.lowest,
  ...input(0, 'attention').mean,
  ...input(3, 'down').samples,
]

describe('calibration', () => {
  it('is the same whoever makes it, and made once for a file of weights', () => {
    expect(shapingOf(setup, assets).calibrate({ domain: 'mixed' })).toBe(mixed)
    const again = shapingOf(setup, copied).calibrate({ domain: 'mixed' })
    expect(again).not.toBe(mixed)
    expect(numbersOf(again)).toEqual(numbersOf(mixed))
  })

  it('of other texts is another', () => {
    const code = shapingOf(setup, assets).calibrate({ domain: 'code' })
    expect(numbersOf(code)).not.toEqual(numbersOf(mixed))
  })

  it('has read no prompt of tuning or judging that is longer than one call', () => {
    const { tokenizer } = bench(['target'])
    const texts = textsOf(tokenizer, 2, (id) => createDraws(41).stream(`calibration/${id}`))
    const read = texts.map(({ tokens }) => tokenizer.decode(tokens))
    const prompts = [...judgingSeeds(5), ...tuningSeeds(2)].flatMap((seed) =>
      created(promptSources, { id: 'domains', knobs: { domain: 'mixed', requests: 40 } }, { draws: createDraws(seed) }),
    )
    const long = prompts.filter(({ text }) => text.length > 100)
    expect(long.length).toBeGreaterThan(50)
    expect(long.filter(({ text }) => read.some((one) => one.includes(text)))).toEqual([])
  })

  it('means are of all tokens: a mean product is at most the product of the largest, and samples are rows of the same channels', () => {
    const { heads, input, tokens } = mixed
    expect(tokens).toBeGreaterThan(1000)
    for (let i = 0; i < heads.keys.length; i++) {
      expect(heads.lowest[i]).toBeLessThan(heads.highest[i])
      expect(heads.keys[i]).toBeLessThanOrEqual(Math.max(-heads.lowest[i], heads.highest[i]))
    }
    const { width, samples, rows, mean } = input(2, 'down')
    expect([width, samples.length]).toEqual([384, rows * 384])
    // what is kept is a sample of what was averaged: the sums of all channels agree
    const kept = samples.reduce((sum, x) => sum + Math.abs(x), 0) / rows
    const all = mean.reduce((sum, x) => sum + x, 0)
    expect(kept / all).toBeGreaterThan(0.8)
    expect(kept / all).toBeLessThan(1.25)
  })
})

describe('what is made once', () => {
  it('is made again for another file, another key and another function', () => {
    const file = new Uint8Array(1)
    let times = 0
    const make = () => ++times
    const [one, other] = [() => 1, () => 2]
    const of = (key: string, part: unknown, bytes = file) => onceFor(bytes, { key, parts: [part] }, make)
    expect([of('a', one), of('a', one), of('b', one), of('a', other), of('a', one, new Uint8Array(1))]).toEqual([
      1, 1, 2, 3, 4,
    ])
  })
})
