/** Files of weights that a set-up reads, by name. */
import { chosen, picked } from '../../../schema/choice.ts'
import { decoders } from '../roles/decoder/index.ts'
import { draftLengths } from '../roles/draft-length/index.ts'
import type { TokensSetup } from './schema.ts'

/** The model that writes, and what its decoder and the rule for the length read. */
export function filesOf(setup: TokensSetup): readonly string[] {
  const { definition: decoder, knobs } = picked(decoders, setup.decoder)
  const { files = [] } = chosen(draftLengths, setup.draftLength)
  return [writerOf(setup), ...decoder.models(knobs), ...(decoder.asksLength(knobs) ? files : [])]
}

/** The model whose text it is: the target, or what writes in its place. */
export const writerOf = (setup: TokensSetup): string => chosen(decoders, setup.decoder).replaces ?? setup.target
