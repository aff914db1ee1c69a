/** What a recorder is: of a set-up it makes an artefact, text by text. */
import type { ArtefactPart, ArtefactWork } from '../../../kernel/artefacts.ts'
import type { Draws } from '../../../kernel/draws.ts'
import type { Result } from '../../../kernel/problem.ts'
import type { TokenAssets } from '../model/assets.ts'
import type { TokensSetup } from '../set-up/schema.ts'

export type Recorder = (setup: TokensSetup, assets: TokenAssets, draws: Draws) => Result<ArtefactWork>

/** Work that is done one text at a time; a text may give nothing, or several parts. */
export function eachText<Part extends ArtefactPart>(
  count: number,
  record: (index: number) => readonly Part[],
): ArtefactWork {
  const parts: Part[] = []
  let next = 0
  return {
    advance() {
      if (next < count) parts.push(...record(next++))
      return count === 0 ? 1 : next / count
    },
    value: () => parts,
  }
}
