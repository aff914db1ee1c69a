/** A step of denoising in words: how many places it looked at, and how many it was sure of. */
import type { Fact } from '../../../../kernel/engine.ts'
import type { StepRecord } from '../../contracts/writing.ts'

export function explainDenoising({ number, domain, tried, kept }: StepRecord): {
  readonly facts: readonly Fact[]
  readonly sentences: readonly string[]
} {
  const looked = `${tried} masked ${tried === 1 ? 'place' : 'places'}`
  return {
    facts: [
      { id: 'masked', label: 'Masked before', value: tried, unit: 'tokens' },
      { id: 'filled', label: 'Filled in', value: kept, unit: 'tokens' },
    ],
    sentences: [
      `Step ${number} of a text of ${domain}: of ${looked} in the block ${kept} ${kept === 1 ? 'was' : 'were'} filled in.`,
      kept > 1
        ? 'They were filled in at once, and none could take the others into account.'
        : tried > 1
          ? 'No other was sure enough, or the rule takes one a step: the surest went first.'
          : 'It was the last.',
    ],
  }
}
