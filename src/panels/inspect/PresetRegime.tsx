/** The words of the preset that stands on the page unchanged, whichever way it came here; nothing where it is none. */
import { presets } from '../../content/presets/index.ts'
import type { Experiment } from '../../experiment/document.ts'
import { namedAs } from '../../store/presets.ts'
import { say } from '../../ui/words.ts'

const meant = presets.filter(({ regime }) => regime !== undefined)

export function PresetRegime({ document }: { readonly document: Experiment }) {
  const words = namedAs(meant, document)?.regime
  return words === undefined ? null : <p className="meant">{say(words)}</p>
}
