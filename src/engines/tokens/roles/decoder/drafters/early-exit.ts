/** Self-speculation by early exit: a chain drawn from the target's first layers, which its pass does not do again. */
import type { FirstLayers } from '../../../contracts/decoder.ts'
import type { Drafter } from '../../../contracts/drafter.ts'
import { type ChainParts, chainDrafter } from './chain.ts'

export function earlyExitDrafter(first: FirstLayers, parts: Omit<ChainParts, 'stepper'>): Drafter {
  const chain = chainDrafter({ ...parts, stepper: first.stepper })
  return {
    ...chain,
    propose(text, draft, room, luck) {
      first.begin(text)
      chain.propose(text, draft, room, luck)
    },
    done: first.done,
  }
}
