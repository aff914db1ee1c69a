/** What becomes of a draft: which of its tokens are emitted, and what the target gives after them. Targets here are sure of a token. */
import { describe, expect, it } from 'vitest'
import { Verdict } from '../../../src/engines/tokens/contracts/draft.ts'
import { Special } from '../../../src/engines/tokens/text/tokenizer.ts'
import { DraftTree } from '../../../src/engines/tokens/writing/rounds/draft-tree.ts'
import { exactRule } from '../../../src/engines/tokens/writing/rounds/exact-rule.ts'
import { RoundOutcome, verify } from '../../../src/engines/tokens/writing/rounds/verify.ts'

const vocab = 16
const { accepted, rejected, discarded } = Verdict

/** `nodes`: parent row and token of each drafted row, from row 1; `target`: the token that the target gives after each row. */
function outcomeOf(nodes: readonly (readonly [parent: number, token: number])[], target: readonly number[]) {
  const rows = nodes.length + 1
  const draft = new DraftTree(rows, vocab)
  draft.begin(10)
  for (const [parent, token] of nodes) draft.add(parent, token, { isDrawn: false, confidence: Number.NaN })
  const p = new Float32Array(rows * vocab)
  for (const [row, token] of target.entries()) p[row * vocab + token] = 1
  const outcome = new RoundOutcome(rows)
  verify(draft, p, exactRule, { accept: () => 0.5, emit: () => 0.5 }, outcome)
  return {
    emitted: outcome.emitted.map(({ token, source }) => `${token} ${source}`),
    verdict: [...outcome.verdict].slice(1),
    path: outcome.path,
    hasEnded: outcome.hasEnded,
  }
}

describe('a draft of a chain', () => {
  it('that is what the target writes is emitted whole, and a token more', () => {
    const whole = outcomeOf(
      [
        [0, 11],
        [1, 12],
      ],
      [11, 12, 13],
    )
    expect(whole).toEqual({
      emitted: ['11 draft', '12 draft', '13 bonus'],
      verdict: [accepted, accepted],
      path: [1, 2],
      hasEnded: false,
    })
  })

  it('is emitted up to the first wrong token, with the target’s own in its place', () => {
    const nodes = [
      [0, 11],
      [1, 9],
      [2, 13],
    ] as const
    expect(outcomeOf(nodes, [11, 12, 13, 14])).toMatchObject({
      emitted: ['11 draft', '12 residual'],
      verdict: [accepted, rejected, discarded],
      path: [1],
    })
  })

  it('ends with the text: nothing comes after an accepted end', () => {
    const nodes = [
      [0, Special.end],
      [1, 12],
    ] as const
    expect(outcomeOf(nodes, [Special.end, 12, 13])).toMatchObject({
      emitted: [`${Special.end} draft`],
      verdict: [accepted, discarded],
      hasEnded: true,
    })
  })
})

describe('a draft of a tree', () => {
  it('tries the children of a node in turn, and goes on below the one that is accepted', () => {
    //      root ─ 9
    //           └ 11 ─ 8
    //                └ 12
    const nodes = [
      [0, 9],
      [0, 11],
      [2, 8],
      [2, 12],
    ] as const
    expect(outcomeOf(nodes, [11, 1, 12, 1, 13])).toMatchObject({
      emitted: ['11 draft', '12 draft', '13 bonus'],
      verdict: [rejected, accepted, rejected, accepted],
      path: [2, 4],
    })
  })

  it('leaves out what stands below a rejected node', () => {
    const nodes = [
      [0, 9],
      [1, 12],
    ] as const
    expect(outcomeOf(nodes, [11, 12, 13])).toMatchObject({
      emitted: ['11 residual'],
      verdict: [rejected, discarded],
      path: [],
    })
  })
})

it('without a draft the round is one token of the target', () => {
  expect(outcomeOf([], [11]).emitted).toEqual(['11 target'])
})
