/**
 * Ways to draft on a toy pair, correct ones and broken ones. The broken ones are mistakes that look right: each leaves the
 * output plausible and its distribution wrong, and the battery must say so.
 */
import type { AcceptanceRule } from '../contracts/accept.ts'
import { typical } from '../roles/accept/typical.ts'
import { drawFrom, normalise } from '../sampling/sampling.ts'
import type { DraftTree } from '../writing/rounds/draft-tree.ts'
import { exactRule } from '../writing/rounds/exact-rule.ts'
import type { ToyPair } from './toy-pair.ts'

/** Fills a draft below `last`. `u` gives fresh draws; `context` has the target, which no honest drafter looks at. */
export type ToyDrafter = (draft: DraftTree, pair: ToyPair, last: number, u: () => number) => void

export interface ToyMethod {
  readonly id: string
  readonly title: string
  /** What is wrong with it; absent for a correct one. */
  readonly mistake?: string
  readonly draft: ToyDrafter
  readonly rule: AcceptanceRule
}

const LONGEST = 3
const SURE = { isDrawn: false, confidence: Number.NaN } as const

/** Draws a child of `parent` from q at the context `last`. */
function drawChild(draft: DraftTree, { vocab, q }: ToyPair, parent: number, last: number, u: () => number): number {
  const row = draft.count
  draft.q.set(q.subarray(last * vocab, (last + 1) * vocab), row * vocab)
  const token = drawFrom(draft.q, row * vocab, vocab, u())
  return draft.add(parent, token, { isDrawn: true, confidence: draft.q[row * vocab + token] })
}

/** A chain that goes on while `goesOn` says so; the token that it stops at is still submitted. */
const chain =
  (
    length: number,
    goesOn: (draft: DraftTree, row: number, pair: ToyPair, last: number) => boolean = () => true,
  ): ToyDrafter =>
  (draft, pair, last, u) => {
    let context = last
    for (let i = 0; i < length; i++) {
      const row = drawChild(draft, pair, i, context, u)
      if (!goesOn(draft, row, pair, context)) return
      context = draft.token[row]
    }
  }

/** The two likeliest children at two levels, picked for sure. */
const sureTree: ToyDrafter = (draft, { vocab, q }, last) => {
  const best = (context: number): readonly number[] =>
    Array.from({ length: vocab }, (_, i) => i)
      .sort((a, b) => q[context * vocab + b] - q[context * vocab + a] || a - b)
      .slice(0, 2)
  const first = best(last).map((token) => draft.add(0, token, SURE))
  for (const row of first) for (const token of best(draft.token[row])) draft.add(row, token, SURE)
}

/** Two children drawn independently from the same q, tried one after the other. */
const twoDrawn: ToyDrafter = (draft, pair, last, u) => {
  drawChild(draft, pair, 0, last, u)
  drawChild(draft, pair, 0, last, u)
}

/** Samples from q without its rarest tokens, and hands in q as if nothing had been cut. */
const cutSampling: ToyDrafter = (draft, { vocab, q }, last, u) => {
  let context = last
  for (let i = 0; i < LONGEST; i++) {
    const row = draft.count
    const whole = q.slice(context * vocab, (context + 1) * vocab)
    // The three likeliest of six.
    const border = [...whole].sort((a, b) => b - a)[2]
    const cut = whole.map((value) => (value < border ? 0 : value))
    normalise(cut, 0, vocab)
    draft.q.set(whole, row * vocab)
    context = drawFrom(cut, 0, vocab, u())
    draft.add(i, context, { isDrawn: true, confidence: whole[context] })
  }
}

/** Drops the unlikely token that made it stop, instead of handing it in. */
const withholding: ToyDrafter = (draft, pair, last, u) => {
  let context = last
  for (let i = 0; i < LONGEST; i++) {
    const row = drawChild(draft, pair, i, context, u)
    if (draft.confidence[row] < 0.2) {
      draft.count--
      return
    }
    context = draft.token[row]
  }
}

const acceptWithP: AcceptanceRule = {
  ...exactRule,
  accepts: ({ p, pAt, token }, u) => u < p[pAt + token],
}

const resampleFromP: AcceptanceRule = { ...exactRule, reject: () => undefined }

/** Looks at the target before it hands in a token: keeps only what will be accepted anyway. */
const peeking: ToyDrafter = (draft, pair, last, u) => {
  let context = last
  for (let i = 0; i < LONGEST; i++) {
    const row = drawChild(draft, pair, i, context, u)
    const at = context * pair.vocab + draft.token[row]
    if (pair.p[at] < pair.q[at]) {
      draft.count--
      return
    }
    context = draft.token[row]
  }
}

export const toyMethods: readonly ToyMethod[] = [
  { id: 'fixed', title: 'Chain of fixed length', draft: chain(LONGEST), rule: exactRule },
  {
    id: 'adaptive',
    title: 'Chain that stops at an unlikely token, and hands it in',
    draft: chain(LONGEST, (draft, row) => draft.confidence[row] >= 0.2),
    rule: exactRule,
  },
  { id: 'tree', title: 'Tree of the two likeliest', draft: sureTree, rule: exactRule },
  { id: 'two-drawn', title: 'Two drawn siblings', draft: twoDrawn, rule: exactRule },
  {
    id: 'resample-from-p',
    title: 'Draws anew from p after a rejection',
    mistake: 'what p and q share is counted twice',
    draft: chain(LONGEST),
    rule: resampleFromP,
  },
  {
    id: 'accept-with-p',
    title: 'Accepts with chance p(x)',
    mistake: 'the ratio to q is forgotten',
    draft: chain(LONGEST),
    rule: acceptWithP,
  },
  {
    id: 'cut-sampling',
    title: 'Samples from a cut q, divides by the whole one',
    mistake: 'q is not what was sampled',
    draft: cutSampling,
    rule: exactRule,
  },
  {
    id: 'withholding',
    title: 'Drops the unlikely token it stopped at',
    mistake: 'a token that was drawn must be judged',
    draft: withholding,
    rule: exactRule,
  },
  {
    id: 'peeking',
    title: 'Looks at p before it stops',
    mistake: 'the draft knows the verdict',
    draft: peeking,
    rule: exactRule,
  },
  {
    id: 'typical',
    title: 'Typical acceptance',
    mistake: 'lossy by design: unlikely tokens are refused',
    draft: chain(LONGEST),
    rule: typical.create(typical.knobs.parse({})),
  },
]
