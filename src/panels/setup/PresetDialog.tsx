/** The named experiments by group: what happens, where to look, what each changes. Choosing one can be undone. */
import { type Preset, presets } from '../../content/presets/index.ts'
import { useLab } from '../../store/lab-context.tsx'
import { openNamed } from '../../store/presets.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { say } from '../../ui/words.ts'

const groups = [...new Set(presets.map(({ group }) => group))]

export function PresetDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog title={say('Presets')} onClose={onClose}>
      <p>{say('Experiments that each tell a story. Opening one replaces what is on the page; Undo brings it back.')}</p>
      {groups.map((group) => (
        <section key={group} aria-labelledby={`presets-${group}`}>
          <h3 id={`presets-${group}`}>{say(group)}</h3>
          <ul className="preset-list">
            {presets
              .filter((preset) => preset.group === group)
              .map((preset) => (
                <PresetItem key={preset.id} preset={preset} onOpened={onClose} />
              ))}
          </ul>
        </section>
      ))}
    </Dialog>
  )
}

function PresetItem({ preset, onOpened }: { readonly preset: Preset; readonly onOpened: () => void }) {
  const lab = useLab()
  const { title, story, look, link } = preset
  const open = () => {
    openNamed(lab, { title: say(title), link })
    onOpened()
  }
  return (
    <li>
      <button type="button" className="preset-title" onClick={open}>
        {say(title)}
      </button>
      <p>{say(story)}</p>
      <p className="note">
        {say('Look at:')} {say(look)}
      </p>
      <details>
        <summary>{say('What it changes')}</summary>
        <ul className="preset-changes num">
          {changesOf(link).map((change) => (
            <li key={change}>{change}</li>
          ))}
        </ul>
      </details>
    </li>
  )
}

/** `workload.rate=3` as it stands in the link: the very words of the address. */
const changesOf = (link: string): readonly string[] =>
  link
    .slice(link.indexOf('?') + 1)
    .split('&')
    .filter((pair) => !pair.startsWith('v='))
    .map((pair) => decodeURIComponent(pair).replace('=', ' = '))
