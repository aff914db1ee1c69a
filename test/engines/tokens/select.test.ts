/** Reading some of what is kept: laws of every rule, and what each is worth and costs. */
import { describe, expect, it } from 'vitest'
import type { Select } from '../../../src/engines/tokens/contracts/select.ts'
import { selects } from '../../../src/engines/tokens/roles/select/index.ts'
import { topBlocks } from '../../../src/engines/tokens/roles/select/top-blocks.ts'
import { flip } from '../../../src/kernel/decision.ts'
import { startTokens } from './start.ts'

const plain = {
  prompts: { id: 'domains', knobs: { domain: 'mixed', requests: 7 } },
  output: 40,
  sampling: { temperature: 0 },
  decoder: { id: 'autoregressive', knobs: {} },
}
const run = (given: object) => startTokens({ ...plain, ...given })

interface Written {
  readonly texts: readonly (readonly number[])[]
  readonly digest: string
}
/** What set-ups have written here, by what they say: a rule's own texts are held against five others. */
const known = new Map<string, Written>()
function written(given: object): Written {
  const key = JSON.stringify(given)
  const before = known.get(key)
  if (before !== undefined) return before
  const simulation = run(given)
  const found = { texts: simulation.logs.map(({ text }) => text.token), digest: simulation.summary().digest }
  known.set(key, found)
  return found
}
const textsOf = (given: object) => written(given).texts
const few = (id: string, knobs: object = {}) => ({
  select: { id, knobs: { budget: 24, recent: 8, first: 2, ...knobs } },
})
const rules = selects.filter(({ id }) => id !== 'full').map(({ id }) => id)

describe.each(rules)('%s', (id) => {
  it('with a budget for everything is the plain model, bit for bit, and takes its time', () => {
    expect(written(few(id, { budget: 2048 })).digest).toBe(written({}).digest)
  })

  it('with a small one writes another text', () => {
    expect(textsOf(few(id))).not.toEqual(textsOf({}))
  })

  it.each([
    ['a chain', { decoder: { id: 'draft-model', knobs: {} } }],
    ['a tree', { decoder: { id: 'draft-model', knobs: { shape: 'tree', depth: 4 } } }],
    ['early exit', { decoder: { id: 'early-exit', knobs: { layers: 2 } } }],
  ])('does not depend on %s that drafts', (_drafter, drafted) => {
    expect(textsOf({ ...few(id), ...drafted })).toEqual(textsOf(few(id)))
  })

  it('goes on from what is kept and rounded', () => {
    const kept = {
      retention: { id: 'heavy-hitters', knobs: { hitters: 32, recent: 16 } },
      kvFormat: { id: 'rounded', knobs: { group: 8 } },
    }
    const drafted = { decoder: { id: 'draft-model', knobs: {} } }
    expect(textsOf({ ...few(id), ...kept, ...drafted })).toEqual(textsOf({ ...few(id), ...kept }))
  })
})

/** KL would be finer; what a reader sees is how surprised the whole model is by what was written. */
const rightOf = (given: object) =>
  startTokens({
    ...plain,
    prompts: { id: 'domains', knobs: { domain: 'tools', requests: 24 } },
    output: 48,
    ...given,
  }).summary().metrics.rightAnswers?.value ?? 0

describe('reading 32 entries of tool calls', () => {
  const of = (id: string) => rightOf({ select: { id, knobs: { budget: 32, first: 4, recent: 8 } } })
  const right = new Map<string, number>()
  /** With no decision flipped, which is run once. */
  const asItIs = (id: string): number => {
    const share = right.get(id) ?? of(id)
    right.set(id, share)
    return share
  }

  it('by what a row will look at loses little, by chance nearly all, and top blocks stand between', () => {
    const [whole, oracle, blocks, chance] = [rightOf({}), ...['oracle', 'top-blocks', 'random'].map(asItIs)]
    expect(oracle).toBeGreaterThan(0.8 * whole)
    expect(blocks).toBeGreaterThan(chance + 0.1)
    expect(blocks).toBeLessThanOrEqual(oracle)
  })

  it('by top blocks turned round is no better than chance', () => {
    if (topBlocks.decisions === undefined) throw new Error('no decisions')
    const back = flip(topBlocks.decisions, 'worth', 'reversed')
    const reversed = of('top-blocks')
    back()
    expect(reversed).toBeLessThan(asItIs('top-blocks') - 0.1)
  })
})

describe('what is read', () => {
  const bitsOf = (given: object) => {
    const { rounds, pace, built } = run({ pace: { contextScale: 100 }, ...given })
    // time of decoding steps only: the prompt is read whole
    const steps = rounds.terms.flatMap(([{ operator, bytes }]) => (operator === 'verify' ? [bytes] : []))
    return { bytes: steps[steps.length - 1], pace, built }
  }

  it('is the budget for an oracle, and for top blocks their bounds besides', () => {
    const only = { prompts: { id: 'domains', knobs: { domain: 'code', requests: 1 } }, output: 30 }
    const knobs = { budget: 40, first: 4, recent: 8 }
    const kv = 131_072 * 100
    const oracle = bitsOf({ ...only, select: { id: 'oracle', knobs } })
    const weights = oracle.pace.plain(0).bytes
    // two query heads read the same entries of their KV head: 40 of them in each of four layers
    expect((oracle.bytes - weights) / kv).toBeCloseTo(40, 6)
    const blocks = bitsOf({ ...only, select: { id: 'top-blocks', knobs: { ...knobs, block: 8, wholeLayers: 0 } } })
    const read = (blocks.bytes - weights) / kv
    const { length } = blocks.built.writings[0].cache
    // two keys a block are one entry; newest tokens that are no whole block yet are read beside them
    const position = length - 1
    const until = Math.floor((position - 8) / 8)
    const newest = length - until * 8
    const best = Math.floor((40 - 4 - newest) / 8) * 8
    expect(read).toBeGreaterThanOrEqual(4 + newest + best - 4 + (until - 1))
    expect(read).toBeLessThanOrEqual(4 + newest + best + until)
  })
})

it('a rule that looks at keys to choose has to say so', () => {
  const registry = selects as unknown as { id: string; create: () => Select }[]
  const index = registry.findIndex(({ id }) => id === 'random')
  const before = registry[index]
  const nosy: Select = {
    choose(site) {
      site.isRead.fill(1)
      return site.scoreOf(0, 0) > 0 ? 0 : 1
    },
  }
  registry[index] = { ...before, create: () => nosy }
  try {
    expect(() => run({ select: { id: 'random', knobs: {} } })).toThrow(/random looks at keys.*sees: \['attention'\]/)
  } finally {
    registry[index] = before
  }
})
