/** Weights in other numbers: what changes nothing, what rounding costs and saves, and what scales are worth. */
import { describe, expect, it } from 'vitest'
import { shapingOf } from '../../../src/engines/tokens/build/shaping.ts'
import { openBench } from '../../../src/engines/tokens/model/bench.ts'
import { roles } from '../../../src/engines/tokens/roles/roles.ts'
import { checkTokens } from '../../../src/engines/tokens/set-up/check.ts'
import { tokensSetup } from '../../../src/engines/tokens/set-up/schema.ts'
import { sitesOf } from '../../../src/engines/tokens/weights/input-sites.ts'
import { valuesOf } from '../../../src/engines/tokens/weights/reformed.ts'
import { roundRows } from '../../../src/engines/tokens/weights/round-rows.ts'
import { createDraws } from '../../../src/kernel/draws.ts'
import { assets } from './models.ts'
import { startTokens } from './start.ts'

/** The target of a set-up in the numbers that it wants, with a cache. */
function shaped(given: object) {
  const setup = tokensSetup.parse(given)
  const { reforms, feeds } = shapingOf(setup, assets)
  const opened = openBench(assets, [setup.target], { spareCaches: 1, reforms, feeds })
  if (!opened.ok) throw new Error(opened.problems[0].message)
  const model = opened.value.transformer(setup.target)
  return { model, cache: opened.value.cacheFor(model) }
}

/** Logits behind each token of a random prompt. */
function logitsOf(given: object, seed: number): Float32Array {
  const { model, cache } = shaped(given)
  const stream = createDraws(seed).stream('prompt')
  const tokens = Array.from({ length: 40 }, (_, i) => (i === 0 ? 1 : 4 + Math.floor(stream.at(i) * 500)))
  return model.forward(cache, { tokens, first: 0, sight: 'causal' }).slice(0, 40 * model.shape.vocab)
}

const apart = (one: Float32Array, other: Float32Array): number =>
  one.reduce((most, value, i) => Math.max(most, Math.abs(value - other[i])), 0)

const nodes = {
  weights: roles.weights.definitions
    .filter(({ id }) => id !== 'shipped')
    .map(({ id }) => ({ weights: { id, knobs: { bits: 16 } } })),
  activations: [{ activations: { id: 'rounded', knobs: { bits: 16 } } }],
}

describe('the budget full', () => {
  it.each([...nodes.weights, ...nodes.activations])('%j has the logits of the plain model, bit for bit', (given) => {
    for (const seed of [1, 2, 3]) expect(logitsOf(given, seed)).toEqual(logitsOf({}, seed))
  })

  it('of 8 bits comes near them, of 2 does not', () => {
    const plain = logitsOf({}, 4)
    const at = (bits: number) => apart(plain, logitsOf({ weights: { id: 'rounded', knobs: { bits, group: 16 } } }, 4))
    expect(at(8)).toBeLessThan(0.5)
    expect(at(2)).toBeGreaterThan(2)
  })
})

describe('channels with outliers', () => {
  const stressor = { id: 'channel-outliers', knobs: { channels: 3, doublings: 6 } }

  it.each(['target', 'moe'])('change nothing that %s computes', (target) => {
    for (const seed of [1, 2])
      expect(apart(logitsOf({ target }, seed), logitsOf({ target, stressor }, seed))).toBeLessThan(1e-3)
  })

  it('are there: of what matrices behind a norm are fed, three channels are some 64 times larger', () => {
    const means = (given: object) =>
      shapingOf(tokensSetup.parse(given), assets).calibrate({ domain: 'mixed' }).input(1, 'feed').mean
    const [plain, stressed] = [means({}), means({ stressor })]
    const factors = Array.from(stressed, (mean, channel) => mean / plain[channel])
    expect(factors.filter((factor) => factor > 60)).toHaveLength(3)
    expect(factors.filter((factor) => Math.abs(factor - 1) < 1e-3)).toHaveLength(125)
  })

  it('are said to be there wherever they are', () => {
    const { problems } = checkTokens(tokensSetup.parse({ stressor }))
    expect(problems.map(({ code, severity }) => [code, severity])).toContainEqual(['stressed-model', 'notice'])
    expect(checkTokens(tokensSetup.parse({})).problems).toEqual([])
  })
})

describe('rounding', () => {
  const rows = (values: readonly number[], inputs: number) => ({
    values: Float32Array.from(values),
    outputs: values.length / inputs,
    inputs,
  })

  it('puts a group on evenly spaced levels from its smallest to its largest weight', () => {
    // 2 bits: levels 0 … 3 of a step of 1; −1 is the lowest, and zero is the second
    const stored = roundRows(rows([-1, 0, 0.4, 2, 8, 0, 3, -16], 8), { bits: 2, group: 4 }, () => 1)
    expect([...valuesOf(stored)]).toEqual([-1, 0, 0, 2, 8, 0, 0, -16])
    expect(stored.scales[0]).toBe(1)
  })

  it('cuts a group to the share of its range that is kept', () => {
    const stored = roundRows(rows([-1, 0, 0.4, 2], 4), { bits: 2, group: 4 }, () => 0.5)
    expect([...valuesOf(stored)]).toEqual([-0.5, 0, 0.5, 1])
  })

  it('counts a scale of 16 bits and a zero point a group', () => {
    const { bits } = roundRows(rows([1, 2, 3, 4], 4), { bits: 4, group: 32 }, () => 1)
    expect(bits).toBeCloseTo(4 + 20 / 32, 12)
  })

  it('is read in fewer bits: 3.59 of 16 of the layers, and the whole head', () => {
    const run = (weights: object) =>
      startTokens({
        decoder: { id: 'autoregressive', knobs: {} },
        prompts: { id: 'domains', knobs: { requests: 1 } },
        output: 4,
        weights,
      })
    const [plain, few] = [
      { id: 'shipped', knobs: {} },
      { id: 'rounded', knobs: { bits: 3, group: 32 } },
    ].map(run)
    const bytesOf = ({ rounds }: typeof plain) => rounds.terms[1][0].bytes
    // of Llama-3.1-8B: layers with norms, head
    const layers = 32 * (4096 * (32 + 2 * 8) * 128 + 32 * 128 * 4096 + 2 * 4096 + 3 * 4096 * 14_336)
    expect((bytesOf(plain) - bytesOf(few)) / (2 * layers * (1 - (3 + 19 / 32) / 16))).toBeCloseTo(1, 6)
    expect(few.summary().metrics.weightBits?.value).toBeCloseTo(3 + 19 / 32, 12)
  })
})

describe('AWQ in 3 bits', () => {
  const measured = new Map<string, ReturnType<typeof measure>>()
  /** A set-up is run once: several are held against plain rounding, and against AWQ as it is. */
  const metricsOf = (...of: Parameters<typeof measure>) => {
    const key = JSON.stringify(of)
    const metrics = measured.get(key) ?? measure(...of)
    measured.set(key, metrics)
    return metrics
  }
  const measure = (id: string, given: object = {}, knobs: object = {}) =>
    startTokens({
      ...{ prompts: { id: 'domains', knobs: { requests: 7 } }, output: 2, sampling: { temperature: 0 } },
      ...{ decoder: { id: 'autoregressive', knobs: {} }, beside: true },
      weights: { id, knobs: { bits: 3, group: 32, ...knobs } },
      ...given,
    }).summary().metrics
  const farOf = (...of: Parameters<typeof measure>) => metricsOf(...of).divergence?.value ?? 0
  const stressed = { stressor: { id: 'channel-outliers', knobs: {} } }

  it('of the stressed model comes out as of the model as it came, where rounding alone is far off and scales by chance are worse', () => {
    const awq = farOf('awq', stressed)
    expect(awq).toBeLessThan(1.5 * farOf('awq'))
    expect(farOf('rounded', stressed)).toBeGreaterThan(2 * awq)
    expect(farOf('random-scales', stressed)).toBeGreaterThan(4 * awq)
  })

  it('takes the bits that rounding takes', () => {
    expect(metricsOf('awq').weightBits).toEqual(metricsOf('rounded').weightBits)
  })

  it('scales nothing that the fold does not take back: in 8 bits it is the model, to a hundredth of a nat', () => {
    expect(farOf('awq', stressed, { bits: 8, cuts: false })).toBeLessThan(1e-3)
  })

  it('with one power tried is rounding, whatever the texts', () => {
    expect(farOf('awq', {}, { grid: 1, cuts: false })).toBe(farOf('rounded'))
  })

  it('is refused of experts', () => {
    const problems = checkTokens(tokensSetup.parse({ target: 'moe', weights: { id: 'awq', knobs: {} } })).problems
    expect(problems.map(({ code }) => code)).toEqual(['no-experts'])
  })
})

describe('the model as it came, beside the one that writes', () => {
  const few = { prompts: { id: 'domains', knobs: { requests: 3 } }, output: 8 }

  it('changes nothing of the run, neither texts nor modelled time', () => {
    for (const weights of [
      { id: 'shipped', knobs: {} },
      { id: 'rounded', knobs: { bits: 4 } },
    ]) {
      const [alone, beside] = [false, true].map((is) => startTokens({ ...few, weights, beside: is }).summary())
      expect(beside.digest).toBe(alone.digest)
      expect([alone.metrics.divergence, beside.metrics.divergence?.n]).toEqual([undefined, expect.any(Number)])
    }
  })

  it('agrees with itself wholly, and with itself rounded mostly', () => {
    const of = (weights: object) => startTokens({ ...few, weights, beside: true }).summary().metrics
    const itself = of({ id: 'shipped', knobs: {} })
    expect([itself.divergence?.value, itself.sameTop?.value]).toEqual([0, 1])
    const rounded = of({ id: 'rounded', knobs: { bits: 4 } })
    expect(rounded.divergence?.value ?? 0).toBeGreaterThan(1e-3)
    expect(rounded.sameTop?.value ?? 0).toBeGreaterThan(0.8)
  })

  it('is refused where a model of its own writes', () => {
    const setup = tokensSetup.parse({
      decoder: { id: 'diffusion', knobs: {} },
      beside: true,
      weights: { id: 'rounded', knobs: {} },
    })
    expect(checkTokens(setup).problems.map(({ path }) => path)).toEqual(['setup.weights', 'setup.beside'])
  })
})

describe('sites', () => {
  it('hold every matrix of the layers once', () => {
    for (const name of ['target', 'moe']) {
      const { shape } = shaped({ target: name }).model
      const names = sitesOf(shape).flatMap(({ matrices }) => matrices)
      expect(new Set(names).size).toBe(names.length)
      expect(names).toHaveLength(shape.layers * (4 + 3 * Math.max(1, shape.experts)))
    }
  })
})

describe('activations', () => {
  it('of 2 bits are another model, and a row is rounded alike alone and among others', () => {
    const given = { activations: { id: 'rounded', knobs: { bits: 4 } } }
    expect(apart(logitsOf({}, 1), logitsOf({ activations: { id: 'rounded', knobs: { bits: 2 } } }, 1))).toBeGreaterThan(
      1,
    )
    const text = (decoder: object) =>
      startTokens({
        ...given,
        decoder,
        prompts: { id: 'domains', knobs: { requests: 3 } },
        output: 16,
        sampling: { temperature: 0 },
      }).logs.map((log) => log.text.token)
    expect(text({ id: 'draft-model', knobs: {} })).toEqual(text({ id: 'autoregressive', knobs: {} }))
  })
})
