import { describe, expect, it } from 'vitest'
import { openShelf } from '../../src/cli/model-files.ts'
import { decode } from '../../src/experiment/link.ts'
import { type AcceptanceTrace, artefactKey } from '../../src/kernel/artefacts.ts'
import { patient, resolveArtefacts } from '../../src/run/artefacts.ts'
import { completeDocument } from '../../src/run/complete.ts'
import { LiveRun } from '../../src/run/live-run.ts'
import { Shelf } from '../../src/run/shelf.ts'

const readyOf = (link: string, shelf: Shelf) => {
  const { engine, arms } = completeDocument(decode(link).document, shelf)
  if (engine === null) throw new Error('no engine')
  return { engine, arms, setups: arms.map(({ setup }) => setup) }
}

const COMPUTED = '#/lab?v=1&workload.requests=80&decoder=speculative&decoder.draftLength=8&decoder.process=computed'
const request = { engine: 'tokens', kind: 'acceptance', from: '' } as const

describe('what one engine computes for another', () => {
  it('is computed once, in pieces, and told as it goes', async () => {
    const shelf = openShelf()
    const { engine, setups } = readyOf(COMPUTED, shelf)
    const shares: number[] = []
    const resolved = await resolveArtefacts(engine, setups, shelf, {
      ...patient,
      onShare: (share) => shares.push(share),
    })
    expect(resolved.ok).toBe(true)
    expect(shares.length).toBeGreaterThan(10)
    expect(shares.at(-1)).toBe(1)
    const traces = shelf.artefacts.get(artefactKey(request)) as readonly AcceptanceTrace[]
    for (const { beta } of traces) for (const chance of beta) expect(chance >= 0 && chance < 1.0001).toBe(true)
    // a second time nothing is computed
    const before = shares.length
    await resolveArtefacts(engine, setups, shelf, { ...patient, onShare: (share) => shares.push(share) })
    expect(shares).toHaveLength(before)
  })

  it('differs from independent acceptance of the same mean: behind kept drafts the next is kept more often', async () => {
    const shelf = openShelf()
    const figuresOf = async (link: string) => {
      const { engine, arms, setups } = readyOf(link, shelf)
      await resolveArtefacts(engine, setups, shelf, patient)
      const live = LiveRun.start(engine, arms, {}, shelf.supplies)
      if (!live.ok) throw new Error(live.problems[0].message)
      while (live.value.advance(100, () => performance.now()) === 'more');
      const found = live.value.inspection('a')?.acceptance?.()
      if (!found) throw new Error('no acceptance')
      const judged = found.byPosition.reduce((sum, { reached }) => sum + reached, 0)
      const kept = found.byPosition.reduce((sum, { accepted }) => sum + accepted, 0)
      const rateAt = (place: number) => found.byPosition[place].accepted / found.byPosition[place].reached
      return { rate: kept / judged, rise: rateAt(5) - rateAt(0), provenance: found.provenance }
    }
    const computed = await figuresOf(COMPUTED)
    const assumed = await figuresOf(
      `#/lab?v=1&workload.requests=80&decoder=speculative&decoder.draftLength=8&decoder.process=uniform&decoder.process.rate=${computed.rate.toFixed(3)}`,
    )
    expect(computed.provenance).toBe('computed')
    expect(assumed.provenance).toBe('assumed')
    expect(assumed.rate).toBeCloseTo(computed.rate, 1)
    expect(Math.abs(assumed.rise)).toBeLessThan(0.03)
    expect(computed.rise).toBeGreaterThan(0.05)
  })

  it('stops when nobody waits, and keeps nothing', async () => {
    const shelf = openShelf()
    const { engine, setups } = readyOf(COMPUTED, shelf)
    await resolveArtefacts(engine, setups, shelf, { ...patient, isWanted: () => false })
    expect(shelf.artefacts.size).toBe(0)
  })

  it('refuses a source of the wrong engine, and one without a draft model', async () => {
    const shelf = openShelf()
    const problemOf = async (from: string) => {
      const { engine, arms } = readyOf(COMPUTED, shelf)
      const setup = structuredClone(arms[0].setup) as { decoder: { knobs: { process: { knobs: { from: string } } } } }
      setup.decoder.knobs.process.knobs.from = from
      const resolved = await resolveArtefacts(engine, [setup], shelf, patient)
      return resolved.ok ? null : resolved.problems[0].code
    }
    expect(await problemOf('#/lab?v=1&seed=3')).toBe('wrong-source')
    expect(await problemOf('#/lab?v=1&engine=tokens&decoder=medusa')).toBe('no-draft-model')
  })

  it('without models the run says what to do', () => {
    const { engine, arms } = readyOf(COMPUTED, new Shelf())
    const live = LiveRun.start(engine, arms, {})
    expect(live.ok).toBe(false)
    if (!live.ok) expect(live.problems[0].code).toBe('acceptance-not-computed')
  })
})
