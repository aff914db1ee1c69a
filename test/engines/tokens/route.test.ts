/** Where rows of a mixture go: the law of the role, and what its controls share with the trained gate. */
import { describe, expect, it } from 'vitest'
import type { RouteSite } from '../../../src/engines/tokens/contracts/route.ts'
import { tokens } from '../../../src/engines/tokens/index.ts'
import { routes } from '../../../src/engines/tokens/roles/route/index.ts'
import { bench } from './models.ts'
import { startTokens } from './start.ts'

const plain = {
  target: 'moe',
  prompts: { id: 'domains', knobs: { domain: 'mixed', requests: 7 } },
  output: 32,
  sampling: { temperature: 0 },
  decoder: { id: 'autoregressive', knobs: {} },
}
const run = (given: object) => startTokens({ ...plain, ...given })
const known = new Map<string, readonly (readonly number[])[]>()
/** Each set-up writes once: several are held against the plain model. */
function textsOf(given: object): readonly (readonly number[])[] {
  const key = JSON.stringify(given)
  const texts = known.get(key) ?? run(given).logs.map(({ text }) => text.token)
  known.set(key, texts)
  return texts
}
const routed = (id: string, knobs: object = {}) => ({ route: { id, knobs } })
const controls = routes.filter(({ id }) => id !== 'top-k').map(({ id }) => id)

const tokensOf = (rows: number) => Array.from({ length: rows }, (_, i) => 4 + ((i * 37) % 500))

/** A pass of so many rows under a rule, and what its gates came to: (layers, rows, experts). */
function gatesUnder(id: string, rows: number) {
  const opened = bench(['moe'])
  const model = opened.transformer('moe')
  const definition = routes.find((one) => one.id === id)
  if (definition === undefined) throw new Error(id)
  model.gating.rule = definition.create(definition.knobs.parse({}) as never)
  const logits = model.forward(opened.cacheFor(model), { tokens: tokensOf(rows), first: 0, sight: 'causal' })
  const { layers, experts } = model.shape
  const gates = Array.from({ length: layers }, (_, layer) =>
    Array.from({ length: rows }, (_, row) => {
      const at = (layer * model.mostRows + row) * experts
      return [...model.gates.subarray(at, at + experts)]
    }),
  )
  return { gates, logits: [...logits.subarray(0, rows * model.shape.vocab)], work: model.meter.take(), model }
}

describe('experts as trained', () => {
  it('are the plain model, bit for bit, whether the rule is asked or not', () => {
    const [asked, trained] = [run(routed('top-k', { active: 2 })), run({})]
    expect(asked.summary().digest).toBe(trained.summary().digest)
    expect(trained.built.target.gating.rule).toBeNull()
    expect(asked.built.target.gating.rule).not.toBeNull()
  })

  it('are two of eight; all eight read four times the weights, and a single one half', () => {
    const expertsOf = (active: number) => run({ ...routed('top-k', { active }), output: 8 }).rounds.terms.at(-1)?.[0]
    const [one, two, all] = [1, 2, 8].map((active) => expertsOf(active)?.bytes ?? 0)
    // bytes are a + b × experts: 8 are 7 steps from 1, 2 are one
    expect((all - one) / (two - one)).toBeCloseTo(7, 6)
    expect(textsOf(routed('top-k', { active: 1 }))).not.toEqual(textsOf({}))
  })
})

describe.each(routes.map(({ id }) => id))('%s', (id) => {
  it('goes to as many experts, with weights that make one', () => {
    const { gates, work } = gatesUnder(id, 12)
    for (const rows of gates)
      for (const row of rows) {
        expect(row.filter((weight) => weight > 0)).toHaveLength(2)
        expect(row.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6)
      }
    expect(work.expertRows).toBe(gatesUnder('top-k', 12).work.expertRows)
  })
})

describe.each(controls)('%s', (id) => {
  it('writes another text, which a draft does not change', () => {
    const alone = textsOf(routed(id))
    expect(alone).not.toEqual(textsOf({}))
    for (const decoder of [
      { id: 'draft-model', knobs: {} },
      { id: 'draft-model', knobs: { shape: 'tree', depth: 4 } },
      { id: 'prompt-lookup', knobs: {} },
    ])
      expect(textsOf({ ...routed(id), decoder })).toEqual(alone)
  })

  it('is refused beside a model without experts', () => {
    const problemsWith = (target: string) => tokens.check(tokens.complete({ target, ...routed(id) }).setup).problems
    expect(problemsWith('moe')).toEqual([])
    expect(problemsWith('target')).toMatchObject([{ code: 'unused-choice', path: 'setup.route' }])
  })
})

it('of a fixed set reads two experts a layer, whatever the rows', () => {
  const { gates, work } = gatesUnder('fixed', 20)
  expect(work.expertsRead).toBe(2 * gates.length)
  for (const rows of gates) for (const row of rows) expect(row.slice(2)).toEqual([0, 0, 0, 0, 0, 0])
})

it('a rule sees all rows of a chunk at once, with the scores that the trained gate decides by', () => {
  const opened = bench(['moe'])
  const model = opened.transformer('moe')
  const seen: { rows: number; positions: number[]; best: number[] }[] = []
  model.gating.rule = {
    choose(site: RouteSite) {
      const rows = Array.from({ length: site.rows }, (_, row) => row)
      const bestOf = (row: number) => {
        const scores = [...site.scores.subarray(row * site.experts, (row + 1) * site.experts)]
        return scores.indexOf(Math.max(...scores))
      }
      seen.push({ rows: site.rows, positions: rows.map((row) => site.positionOf(row)), best: rows.map(bestOf) })
      site.gates.fill(0)
      for (const row of rows) site.gates[row * site.experts + bestOf(row)] = 1
    },
  }
  model.forward(opened.cacheFor(model), { tokens: tokensOf(5), first: 0, sight: 'causal' })
  expect(seen).toHaveLength(model.shape.layers)
  expect(seen[0]).toMatchObject({ rows: 5, positions: [0, 1, 2, 3, 4] })
  // the first layer stands before any choice: its best is the plain model's heaviest
  const plainGates = gatesUnder('top-k', 5).gates[0]
  expect(seen[0].best).toEqual(plainGates.map((row) => row.indexOf(Math.max(...row))))
})
