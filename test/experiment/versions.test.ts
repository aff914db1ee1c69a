import { describe, expect, it } from 'vitest'
import {
  CURRENT_VERSION,
  type Defaults,
  defaultExperiment,
  frozenDefaults,
  isKnownVersion,
} from '../../src/experiment/defaults.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { decode, encode } from '../../src/experiment/link.ts'
import { apply } from '../../src/experiment/patch.ts'
import { readDocument } from '../../src/experiment/read-document.ts'
import { createReport } from '../../src/experiment/report.ts'
import { rebase, renamedPath, UPGRADES, upgrade, withAliases } from '../../src/experiment/versions.ts'

describe('every version of the document', () => {
  it('has frozen defaults, and a step up unless it is the newest', () => {
    for (let v = 1; v <= CURRENT_VERSION; v++) {
      expect(isKnownVersion(v)).toBe(true)
      expect(Object.keys(frozenDefaults(v).setup).length).toBeGreaterThan(10)
      expect(UPGRADES.filter(({ from }) => from === v)).toHaveLength(v === CURRENT_VERSION ? 0 : 1)
    }
  })
  it('is upgraded to the newest; the newest is left alone', () => {
    expect(upgrade(defaultExperiment())).toEqual(defaultExperiment())
    expect(() => upgrade({ ...defaultExperiment(), v: 0 })).toThrow(/no upgrade from version 0/)
  })
})

describe('a changed default', () => {
  const engine = { id: 'serving', version: '1' }
  const from: Defaults = {
    engine,
    setup: { scheduler: { id: 'fcfs', knobs: {} }, kv: { block: 16, share: 0.9 } },
    choices: { scheduler: { fcfs: {}, chunked: { budget: 512 } } },
  }
  const to: Defaults = {
    engine,
    setup: { scheduler: { id: 'chunked', knobs: { budget: 2048 } }, kv: { block: 32, share: 0.9 } },
    choices: { scheduler: { fcfs: {}, chunked: { budget: 2048 } } },
  }
  it('leaves every number of every arm as it was', () => {
    // given a document that says nothing of the block size and has an arm with the old default budget
    const document: Experiment = {
      ...defaultExperiment(),
      setup: { kv: { share: 0.5 } },
      arms: { a: {}, b: { scheduler: { id: 'chunked' } } },
      events: { fork: { at: 1, kind: 'patch', patch: { scheduler: { id: 'chunked' } } } },
    }
    // when it is rewritten against the new defaults
    const rebased = rebase(document, from, to)
    // then block 16, FCFS and the budget of 512 stay, now said in words
    expect(rebased.setup).toEqual({ scheduler: { id: 'fcfs' }, kv: { block: 16, share: 0.5 } })
    expect(rebased.arms).toEqual({ a: {}, b: { scheduler: { id: 'chunked', knobs: { budget: 512 } } } })
    expect(rebased.events?.fork?.patch).toEqual({ scheduler: { id: 'chunked', knobs: { budget: 512 } } })
    const whole = (one: Experiment, { setup, choices }: Defaults) => apply(setup, one.setup, choices)
    expect(whole(rebased, to)).toEqual(whole(document, from))
  })
})

describe('a renamed algorithm', () => {
  const aliases = { scheduler: { sarathi: 'chunked-prefill' }, 'decoder.knobs.process': { flat: 'uniform' } }
  it('is found under its old name', () => {
    expect(withAliases({ scheduler: { id: 'sarathi', knobs: { tokenBudget: 64 } } }, aliases)).toEqual({
      scheduler: { id: 'chunked-prefill', knobs: { tokenBudget: 64 } },
    })
    const nested = { decoder: { knobs: { process: { id: 'flat' } } }, kv: { blockTokens: 8 } }
    expect(withAliases(nested, aliases)).toEqual({ ...nested, decoder: { knobs: { process: { id: 'uniform' } } } })
  })
})

describe('a renamed setting', () => {
  const old =
    '#/lab?v=2&retention=none&arm.b.kvTiers=swap&arm.b.kvTiers.hostGB=3&event.late.at=2&event.late.kind=patch' +
    '&event.late.patch.kvTiers=swap&sweep.x.path=kvTiers.knobs.hostGB&sweep.x.values=1~2'
  it('is read under its old name wherever a link has one, and written under today’s', () => {
    const { document, problems } = decode(old)
    expect(problems).toEqual([])
    expect(document.setup).toEqual({ prefixCache: { id: 'none' } })
    expect(document.arms.b).toEqual({ preemption: { id: 'swap', knobs: { hostGB: 3 } } })
    expect(document.events?.late.patch).toEqual({ preemption: { id: 'swap' } })
    expect(document.sweep?.axes.x.path).toBe('preemption.knobs.hostGB')
    const today = encode(document)
    expect(today).not.toMatch(/retention|kvTiers/)
    expect(decode(today).document).toEqual(document)
  })

  it('is the same in a file, and gives way to today’s where both are there', () => {
    const { document } = decode('#/lab?v=2')
    const read = (setup: object) => readDocument({ ...document, setup }, createReport()).setup
    expect(read({ kvTiers: { id: 'swap' } })).toEqual({ preemption: { id: 'swap' } })
    expect(read({ kvTiers: { id: 'swap' }, preemption: { id: 'cheaper' } })).toEqual({ preemption: { id: 'cheaper' } })
  })

  it('is another engine’s own where that engine has one of the name', () => {
    expect(renamedPath('tokens', 'retention')).toBe('retention')
    expect(renamedPath('serving', 'retention.knobs')).toBe('prefixCache.knobs')
  })
})
