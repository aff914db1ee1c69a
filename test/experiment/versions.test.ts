import { describe, expect, it } from 'vitest'
import {
  CURRENT_VERSION,
  type Defaults,
  defaultExperiment,
  frozenDefaults,
  isKnownVersion,
} from '../../src/experiment/defaults.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { apply } from '../../src/experiment/patch.ts'
import { rebase, UPGRADES, upgrade, withAliases } from '../../src/experiment/versions.ts'

describe('every version of the document', () => {
  it('has frozen defaults, and a step up unless it is the newest', () => {
    for (let v = 1; v <= CURRENT_VERSION; v++) {
      expect(isKnownVersion(v)).toBe(true)
      expect(frozenDefaults(v).dictionary.length).toBeGreaterThan(0)
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
    dictionary: '',
  }
  const to: Defaults = {
    engine,
    setup: { scheduler: { id: 'chunked', knobs: { budget: 2048 } }, kv: { block: 32, share: 0.9 } },
    choices: { scheduler: { fcfs: {}, chunked: { budget: 2048 } } },
    dictionary: '',
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
