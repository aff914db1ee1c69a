/** Which placements are tried, and that each is measured at its own best rate. */
import { describe, expect, it } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import { setupOf } from '../../src/experiment/setup-of.ts'
import { success } from '../../src/kernel/problem.ts'
import type { RateOf } from '../../src/run/attainment.ts'
import { type Candidate, candidatesOf, type PlacedRate, searchPlacements } from '../../src/run/placement-search.ts'

const shape = ({ tensor, pipeline }: { readonly tensor: number; readonly pipeline: number }) => `${tensor}.${pipeline}`
const nameOf = (candidate: Candidate): string =>
  candidate.kind === 'together' ? shape(candidate.whole) : `${shape(candidate.prefill)}+${shape(candidate.decode)}`

describe('placements within so many accelerators', () => {
  it('are every degree of parallelism of one instance, and of one for prompts and one for answers', () => {
    expect(candidatesOf({ most: 2, node: 8, affinity: 'high' }).map(nameOf)).toEqual(['1.1', '1.2', '2.1', '1.1+1.1'])
    const three = candidatesOf({ most: 3, node: 8, affinity: 'high' }).filter(({ devices }) => devices === 3)
    expect(three.map(nameOf)).toEqual(['1.1+1.2', '1.1+2.1', '1.2+1.1', '2.1+1.1'])
  })

  it('have no tensor parallelism beyond a node', () => {
    expect(candidatesOf({ most: 4, node: 2, affinity: 'high' }).map(nameOf)).not.toContain('4.1')
  })

  it('cut the layers alike over slow links, and keep what both have of a cut in a node', () => {
    const names = (affinity: 'high' | 'low') => candidatesOf({ most: 8, node: 4, affinity }).map(nameOf)
    // two accelerators each: half of the layers of both on each of two nodes
    expect(names('low')).toContain('2.2+2.2')
    // 4 + 4 accelerators of one cut do not share a node of 4; without a cut in the pipeline there is no second node
    expect(names('low')).not.toContain('4.1+4.1')
    expect(names('high')).toContain('4.1+4.1')
    for (const name of names('low')) expect(names('high')).toContain(name)
  })
})

describe('a search', () => {
  /** Carries 1 request/s an accelerator of prompts, half of it where prompts and answers share them. */
  const carried = ({ document, arm }: RateOf): number => {
    const { id, knobs } = setupOf(document, arm).placement as { id: string; knobs: Record<string, number> }
    if (id === 'aggregated') return 0.5 * knobs.tensor * knobs.pipeline
    return knobs.prefillTensor * knobs.prefillPipeline
  }
  const spec = {
    ...{ start: 4, min: 0.001, max: 1000, target: 0.9, tolerance: 0.02 },
    ...{ seeds: [1], confirmSeeds: [], most: 40 },
  }
  const found = async (query: { most: number; node: number; affinity: 'high' | 'low' }): Promise<PlacedRate[]> => {
    const all: PlacedRate[] = []
    const search = searchPlacements(
      { document: defaultExperiment(), arm: 'a', path: 'workload.rate', query, spec },
      (of) => async (rate) => success({ share: rate <= carried(of) ? 1 : 0, overloaded: 0 }),
    )
    for await (const one of search) all.push(one)
    return all
  }

  it('finds the rate of each, for each accelerator', async () => {
    const all = await found({ most: 3, node: 8, affinity: 'high' })
    const best = all.reduce((one, other) => ((other.perDevice ?? 0) > (one.perDevice ?? 0) ? other : one))
    expect(nameOf(best.candidate)).toBe('1.2+1.1')
    expect(best.rate).toBeGreaterThan(1.96)
    expect(best.rate).toBeLessThanOrEqual(2)
    expect(best.perDevice).toBeCloseTo((best.rate ?? 0) / 3, 9)
  })

  it('says the edits that make it the placement of a set-up, KV inside the node where links between nodes are slow', async () => {
    const [high] = (await found({ most: 2, node: 8, affinity: 'high' })).slice(-1)
    expect(high.edits).toMatchObject({ placement: 'disaggregated', 'placement.prefillTensor': 1 })
    expect(high.edits).not.toHaveProperty(['interconnect.linkGBs'])
    const [low] = (await found({ most: 2, node: 8, affinity: 'low' })).slice(-1)
    expect(low.edits).toHaveProperty(['interconnect.linkGBs'], 0)
  })

  it('goes on past a placement that cannot run', async () => {
    const all: PlacedRate[] = []
    const problem = { code: 'no', message: 'It does not fit.', remedy: 'Take more.' }
    const search = searchPlacements(
      {
        ...{ document: defaultExperiment(), arm: 'a', path: 'workload.rate', spec },
        query: { most: 2, node: 8, affinity: 'high' },
      },
      (of) => async (rate) =>
        carried(of) < 1 ? { ok: false, problems: [problem] } : success({ share: rate <= 1 ? 1 : 0, overloaded: 0 }),
    )
    for await (const one of search) all.push(one)
    expect(all.map(({ rate }) => rate === null)).toEqual([true, false, false, false])
    expect(all[0].outcome).toMatchObject({ kind: 'refused', problem })
  })
})
