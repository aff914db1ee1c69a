/** Figures that guards read: answers by domain, passes, and both text by text, by hand from the logs of the same run. */
import { describe, expect, it } from 'vitest'
import { startTokens } from './start.ts'

const run = (given: object) => startTokens({ output: 24, sampling: { temperature: 0 }, ...given })
const prompts = (domain: string, requests: number) => ({ id: 'domains', knobs: { domain, requests } })
const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0)

describe('figures of a run', () => {
  it('right answers are told by domain, each with its interval, and add up to all of them', () => {
    const simulation = run({ prompts: prompts('answered', 12) })
    const { metrics } = simulation.summary()
    const domains = ['tools', 'arithmetic', 'recall', 'counting']
    let [right, asked] = [0, 0]
    for (const domain of domains) {
      const mine = simulation.logs.filter(({ prompt, isRight }) => prompt.domain === domain && isRight !== null)
      const hits = mine.filter(({ isRight }) => isRight).length
      if (mine.length === 0) continue
      expect(metrics[`right.${domain}`]).toMatchObject({ value: hits / mine.length, n: mine.length })
      expect(metrics[`right.${domain}`].note).toMatch(/^95 % interval of the share: \d+ to \d+ %/)
      right += hits
      asked += mine.length
    }
    expect(asked).toBeGreaterThan(8)
    expect(metrics.rightAnswers).toMatchObject({ value: right / asked, n: asked })
    expect(Object.keys(run({ prompts: prompts('recall', 2) }).summary().metrics)).not.toContain('right.tools')
  })

  it('a text of n tokens takes n passes one by one, one of them for its prompt, and fewer with drafts', () => {
    const given = { prompts: prompts('fresh', 5) }
    const plain = run({ ...given, decoder: { id: 'autoregressive', knobs: {} } })
    const [alone, drafted] = [plain, run(given)].map((one) => one.summary().metrics)
    expect(alone.passesPerText.value).toBe(plain.totals.written / 5)
    expect(drafted.passesPerText.value).toBeLessThan(0.7 * (alone.passesPerText.value ?? 0))
    expect(alone.draftPassesPerToken).toBeUndefined()
  })

  it('a masked text that is filled in one by one takes as many passes as it has places', () => {
    const commit = { id: 'fixed-rate', knobs: { places: 1 } }
    const { metrics } = run({ prompts: prompts('tools', 2), decoder: { id: 'diffusion', knobs: { commit } } }).summary()
    expect(metrics.passesPerText).toMatchObject({ value: 24, n: 2 })
  })

  it('taken apart, each is its value again, a row for every text that it is of', () => {
    const simulation = run({ prompts: prompts('answered', 8) })
    const { metrics } = simulation.summary()
    const units = simulation.units()
    expect(Object.keys(units)).toEqual(expect.arrayContaining(['rightAnswers', 'passesPerText', 'speedUp']))
    for (const id of ['rightAnswers', 'passesPerText', 'speedUp'])
      expect(sum(units[id].over) / sum(units[id].under)).toBeCloseTo(metrics[id].value ?? Number.NaN, 9)
    expect(units.speedUp.over).toHaveLength(8)
  })

  it('drafts are judged or discarded, and a round has so many on average', () => {
    const { speculation, totals, rounds, ...simulation } = keep(run({ prompts: prompts('fresh', 5) }))
    const drafted = sum(rounds.drafted)
    expect(simulation.metrics.draftedPerRound.value).toBeCloseTo(drafted / totals.targetPasses, 12)
    const behind = drafted - speculation.accepted - speculation.rejected
    expect(behind).toBeGreaterThan(0)
    expect(simulation.metrics.discardedPerToken.value).toBeCloseTo(behind / totals.written, 12)
  })
})

const keep = (simulation: ReturnType<typeof startTokens>) => ({
  ...{ speculation: simulation.speculation, totals: simulation.totals, rounds: simulation.rounds },
  metrics: simulation.summary().metrics,
})
