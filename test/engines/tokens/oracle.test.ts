/**
 * Nobody who writes a text knows what the target is going to say, unless a definition says that it does. Decoders and rules for the draft
 * length that look where they must not are put in place of real ones; a run of the real engine with them must throw.
 */
import { afterEach, describe, expect, it } from 'vitest'
import type { DecoderContext } from '../../../src/engines/tokens/contracts/decoder.ts'
import type { Sees } from '../../../src/engines/tokens/contracts/definition.ts'
import type { DraftLength } from '../../../src/engines/tokens/contracts/draft-length.ts'
import { decoders } from '../../../src/engines/tokens/roles/decoder/index.ts'
import { draftLengths } from '../../../src/engines/tokens/roles/draft-length/index.ts'
import { commitRole, roles } from '../../../src/engines/tokens/roles/roles.ts'
import { startTokens } from './start.ts'

interface Toy {
  readonly id: string
  readonly sees?: readonly Sees[]
  create(knobs: never, context: never): object
}

/** Definitions as they were, put back after each test: the last first, as one may be replaced twice. */
const changed: { readonly registry: Toy[]; readonly index: number; readonly before: Toy }[] = []
afterEach(() => {
  for (const { registry, index, before } of changed.splice(0).toReversed()) registry[index] = before
})

/** Puts a toy of the same id and knobs in place of a definition. */
function replace(list: readonly { readonly id: string }[], id: string, toy: Omit<Toy, 'id'>): void {
  const registry = list as unknown as Toy[]
  const index = registry.findIndex((definition) => definition.id === id)
  changed.push({ registry, index, before: registry[index] })
  registry[index] = { ...registry[index], ...toy }
}

const few = { prompts: { id: 'domains', knobs: { requests: 2 } }, output: 12, sampling: { temperature: 0 } }
const run = (setup: object) => startTokens({ ...few, ...setup })

describe('a decoder', () => {
  const nosy = (look: (context: DecoderContext) => void, sees?: readonly Sees[]): void =>
    replace(decoders, 'autoregressive', {
      ...(sees && { sees }),
      create(_knobs, context: DecoderContext) {
        look(context)
        return context.rounds(null)
      },
    })
  const plain = { decoder: { id: 'autoregressive', knobs: {} } }

  it.each([
    ['runs the target', ({ models }: DecoderContext) => models.transformer('target')],
    ['unpacks its weights', ({ models }: DecoderContext) => models.file('target')],
  ])('that %s has to say so', (_what, look) => {
    nosy(look)
    expect(() => run(plain)).toThrow(/autoregressive asks for the target’s logits.*declare sees: \['targetLogits'\]/)
    nosy(look, ['targetLogits'])
    expect(run(plain).totals.written).toBeGreaterThan(0)
  })

  it('has both ends of the target and none of its layers', () => {
    const seen: string[] = []
    nosy(({ target }) => seen.push(...Object.keys(target.ends)))
    run(plain)
    expect(seen).toEqual(['shape', 'embedding', 'unembedding', 'norm'])
  })

  it('that sees what the target will say is never wrong', () => {
    replace(decoders, 'autoregressive', {
      sees: ['targetLogits'],
      create(_knobs, { models, rounds }: DecoderContext) {
        const target = models.transformer('target')
        const cache = models.cacheFor(target)
        return rounds({
          reset: () => cache.clear(),
          // the whole text again for one token: an oracle need not be quick
          propose(text, draft, room) {
            if (room < 1) return
            cache.clear()
            let next = 0
            for (let first = 0; first < text.length; first += target.mostRows) {
              const tokens = text.slice(first, first + target.mostRows)
              const logits = target.forward(cache, { tokens, first, sight: 'causal' })
              const last = logits.subarray((tokens.length - 1) * draft.vocab, tokens.length * draft.vocab)
              next = last.indexOf(last.reduce((most, logit) => Math.max(most, logit)))
            }
            draft.add(0, next, { isDrawn: false, confidence: Number.NaN })
          },
        })
      },
    })
    const { speculation } = run(plain)
    expect(speculation.accepted).toBeGreaterThan(5)
    expect(speculation.rejected).toBe(0)
  })
})

describe('a rule for the draft length', () => {
  const rule = (keeps: NonNullable<DraftLength['keeps']>, sees?: readonly Sees[]): void =>
    replace(draftLengths, 'heuristic', {
      ...(sees && { sees }),
      create: (): DraftLength => ({ most: () => 6, goesOn: () => true, settle: () => undefined, keeps }),
    })
  const heuristic = { draftLength: { id: 'heuristic', knobs: {} }, sampling: { temperature: 1 } }

  it('that looks at the verdict has to say so', () => {
    rule(({ count, verdict }) => Math.min(count, verdict.length))
    expect(() => run(heuristic)).toThrow(/heuristic reads the verdict on its draft.*declare sees: \['verdict'\]/)
    rule(({ count, verdict }) => Math.min(count, verdict.length), ['verdict'])
    expect(run(heuristic).totals.written).toBeGreaterThan(0)
  })

  it('that is the oracle hands in nothing behind a rejection', () => {
    const { speculation } = run({ ...heuristic, draftLength: { id: 'oracle', knobs: {} } })
    expect(speculation.rejected).toBeGreaterThan(0)
    expect(speculation.discarded).toBe(0)
  })
})

it('oracles are the only definitions that see what nobody knows', () => {
  const all = [...Object.values(roles), commitRole].flatMap(({ definitions }) => definitions as readonly Toy[])
  expect(all.filter(({ sees }) => sees !== undefined).map(({ id, sees }) => [id, sees])).toEqual([
    ['oracle', ['verdict']],
    ['oracle', ['attention']],
    ['belady', ['routing']],
    ['segment-known', ['routing']],
  ])
})
