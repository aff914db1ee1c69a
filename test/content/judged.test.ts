/** What papers bring before the referee: arms and worlds that can run, tuned baselines, controls, and sentences that can be executed. */
import { describe, expect, it } from 'vitest'
import { batchllm } from '../../src/content/papers/serving/batchllm/judged.ts'
import { benchoverflow } from '../../src/content/papers/serving/benchoverflow/judged.ts'
import { distserve } from '../../src/content/papers/serving/distserve/judged.ts'
import { dynamicSplitfuse } from '../../src/content/papers/serving/dynamic-splitfuse/judged.ts'
import { flowprefill } from '../../src/content/papers/serving/flowprefill/judged.ts'
import { jitserve } from '../../src/content/papers/serving/jitserve/judged.ts'
import { llumnix } from '../../src/content/papers/serving/llumnix/judged.ts'
import { pdServe } from '../../src/content/papers/serving/pd-serve/judged.ts'
import { pteToolReasoning } from '../../src/content/papers/serving/pte-tool-reasoning/judged.ts'
import { semiPd } from '../../src/content/papers/serving/semi-pd/judged.ts'
import { stream2llm } from '../../src/content/papers/serving/stream2llm/judged.ts'
import { serving } from '../../src/engines/serving/index.ts'
import { decode } from '../../src/experiment/link.ts'
import { batchOf, inWorld } from '../../src/experiment/referee/batch.ts'
import { type Judged, type Variant, wordsIn } from '../../src/experiment/referee/judged.ts'
import { FULL } from '../../src/experiment/referee/referee.ts'
import { patchOfWords } from '../../src/experiment/referee/set-text.ts'
import { candidatesOf } from '../../src/experiment/referee/tuning.ts'
import { judgeNow } from '../../src/run/judge.ts'
import { Shelf } from '../../src/run/shelf.ts'

const all: Readonly<Record<string, Judged>> = {
  ...{ batchllm, benchoverflow, distserve, dynamicSplitfuse, flowprefill, jitserve },
  ...{ llumnix, pdServe, pteToolReasoning, semiPd, stream2llm },
}

describe.each(Object.entries(all))('%s', (_id, judged) => {
  const { document, problems } = decode(judged.link)
  const rolesOf = (role: string) => Object.values(judged.arms).filter((arm) => arm.role === role)

  it('has one mechanism, a baseline, and somebody who decides nothing', () => {
    expect(problems).toEqual([])
    expect(rolesOf('mechanism')).toHaveLength(1)
    expect(rolesOf('baseline').length).toBeGreaterThan(0)
    // a measure is not a decision: what it is held against are other measures of the same runs
    if (Object.values(judged.arms).every(({ metric }) => metric === undefined))
      expect(rolesOf('control').length).toBeGreaterThan(0)
  })

  it('asserts three things or more, of arms and worlds that are there, with a bound on both sides', () => {
    expect(judged.assertions.length).toBeGreaterThanOrEqual(3)
    for (const { of, from, to } of judged.assertions) {
      expect(Object.keys(judged.arms)).toEqual(expect.arrayContaining([of.arm, ...(of.over ? [of.over] : [])]))
      if (of.under !== undefined) expect(judged.sensitivity.map(({ id }) => id)).toContain(of.under)
      expect(from).toBeLessThanOrEqual(to)
      expect(Number.isFinite(to)).toBe(true)
    }
  })

  it('runs as it stands in every world: no knob that an arm does not have, no value that is mended', () => {
    const worlds: readonly (Variant | null)[] = [null, ...judged.sensitivity]
    for (const world of worlds) {
      const experiment = inWorld(document, world)
      const arms = Object.entries(judged.arms).flatMap(([key, arm]) =>
        candidatesOf(arm).map(
          (chosen, i) => [`${key}~${i}`, patchOfWords(experiment, wordsIn(world, key, arm), chosen)] as const,
        ),
      )
      for (const { setup, arm } of batchOf(experiment, Object.fromEntries(arms), [1]).points) {
        const completed = serving.complete(setup)
        expect([world?.id, arm, completed.problems]).toEqual([world?.id, arm, []])
        expect(serving.check(completed.setup).problems.filter(({ severity }) => severity !== 'notice')).toEqual([])
      }
    }
  })
})

it('SplitFuse gains nothing over chunked prefill that is tuned alike, and much over whole prompts', async () => {
  const judged = await judgeNow(dynamicSplitfuse, new Shelf(), { ...FULL, judging: 3, sensitivity: 0 })
  if (!judged.ok) throw new Error(judged.problems[0].message)
  const { state, over, arms } = judged.value
  expect({ state, over }).toEqual({ state: 'not resolved', over: 'chunked' })
  expect(arms.find(({ key }) => key === 'first')?.gain?.spread[0]).toBeGreaterThan(2)
})
