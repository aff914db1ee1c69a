/** Draws one token after another from a stepper: the plain draft of speculative sampling. */
import type { Kernels } from '../../../kernels/kernels.ts'
import { entropyOf } from '../../../sampling/entropy.ts'
import { distribution, drawFrom, type Sampling } from '../../../sampling/sampling.ts'
import { Special } from '../../../text/tokenizer.ts'
import type { LengthPolicy } from '../../draft-length/length.ts'
import type { Stepper } from '../steppers/stepper.ts'
import type { Drafter } from './drafter.ts'

/** Foretells, from the draft's hidden state after a token was fed, whether that token will be accepted. */
export type Foretell = (hidden: Float32Array) => number

export interface ChainParts {
  readonly kernels: Kernels
  readonly stepper: Stepper
  readonly length: LengthPolicy
  readonly sampling: Sampling
  /** Null where nobody was trained to. A token must be fed before it can be judged, so a judge costs its last pass. */
  readonly foretell: Foretell | null
}

export function chainDrafter({ kernels, stepper, length, sampling, foretell }: ChainParts): Drafter {
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
      for (let depth = 1; ; depth++) {
        const at = depth * vocab
        distribution(kernels, { logits: stepper.logits, at: 0, vocab }, sampling, draft.q, at)
        const token = drawFrom(draft.q, at, vocab, luck.draw(depth))
        const probability = draft.q[at + token]
        draft.add(depth - 1, token, { isDrawn: true, confidence: probability })
        if (token === Special.end) {
          draft.stop = 'end'
          return
        }
        if (depth >= most) {
          draft.stop = most === room ? 'room' : 'length'
          return
        }
        const feed = (): void => {
          stepper.step([token], [depth - 2])
          draft.passes++
          draft.rows++
        }
        const largest = largestOf(draft.q, at, vocab)
        const entropy = entropyOf(draft.q, at, vocab)
        if (foretell !== null) feed()
        const hidden = stepper.hidden?.(0)
        const foretold = foretell !== null && hidden !== undefined ? foretell(hidden) : Number.NaN
        if (!length.goesOn({ depth, probability, largest, entropy, foretold })) {
          draft.stop = 'threshold'
          return
        }
        if (foretell === null) feed()
      }
    },
    settle: (draft, outcome) => length.settle(draft.count - 1, outcome.accepted),
  }
}

function largestOf(q: Float32Array, at: number, vocab: number): number {
  let largest = 0
  for (let i = at; i < at + vocab; i++) largest = Math.max(largest, q[i])
  return largest
}
