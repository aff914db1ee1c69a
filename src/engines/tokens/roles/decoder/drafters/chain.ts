/** Draws one token after another from a stepper: the plain draft of speculative sampling. */
import type { DraftLength } from '../../../contracts/draft-length.ts'
import type { Drafter } from '../../../contracts/drafter.ts'
import type { Kernels } from '../../../contracts/kernels.ts'
import type { Sampling } from '../../../contracts/sampling.ts'
import type { Stepper } from '../../../contracts/stepper.ts'
import { entropyOf } from '../../../sampling/entropy.ts'
import { distribution, drawFrom } from '../../../sampling/sampling.ts'
import { Special } from '../../../text/tokenizer.ts'

export interface ChainParts {
  readonly kernels: Kernels
  readonly stepper: Stepper
  readonly length: DraftLength
  readonly sampling: Sampling
}

export function chainDrafter({ kernels, stepper, length, sampling }: ChainParts): Drafter {
  const foretell = foretellOf(stepper, length)
  return {
    reset() {
      stepper.reset()
      length.reset?.()
    },
    propose(text, draft, room, luck) {
      const { vocab } = draft
      const most = Math.min(length.most(), room, draft.mostRows - 1)
      if (most < 1) {
        draft.stop = 'room'
        return
      }
      stepper.catchUp(text)
      draft.passes++
      draft.rows++
      const add = (depth: number) => {
        const at = depth * vocab
        distribution(kernels, { logits: stepper.logits, at: 0, vocab }, sampling, draft.q, at)
        const token = drawFrom(draft.q, at, vocab, luck.draw(depth))
        const probability = draft.q[at + token]
        draft.add(depth - 1, token, { isDrawn: true, confidence: probability })
        return { token, probability }
      }
      const feed = (token: number, depth: number): void => {
        stepper.step([token], [depth - 2])
        draft.passes++
        draft.rows++
      }
      for (let depth = 1; ; depth++) {
        const { token, probability } = add(depth)
        if (token === Special.end) {
          draft.stop = 'end'
          return
        }
        if (depth >= most) {
          draft.stop = most === room ? 'room' : 'length'
          return
        }
        const at = depth * vocab
        const seen = { largest: largestOf(draft.q, at, vocab), entropy: entropyOf(draft.q, at, vocab) }
        if (foretell !== null) feed(token, depth)
        const foretold = foretell === null ? Number.NaN : foretell()
        if (!length.goesOn({ depth, probability, ...seen, foretold, chance: luck.chance(depth) })) {
          if (foretell !== null && length.takesNext?.()) add(depth + 1)
          draft.stop = 'threshold'
          return
        }
        if (foretell === null) feed(token, depth)
      }
    },
    settle: (draft, { accepted }) => length.settle(draft.count - 1, accepted),
  }
}

/** What the rule foretells of the token that was fed last; null where it does not, or the draft shows no hidden state. */
function foretellOf({ hidden }: Stepper, { foretell }: DraftLength): (() => number) | null {
  return hidden && foretell ? () => foretell(hidden(0)) : null
}

function largestOf(q: Float32Array, at: number, vocab: number): number {
  let largest = 0
  for (let i = at; i < at + vocab; i++) largest = Math.max(largest, q[i])
  return largest
}
