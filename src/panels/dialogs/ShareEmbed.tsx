/** The experiment as a frame for another page: which timelines and knobs, which theme, how high; the code and how it looks. */
import { useState } from 'react'
import type { Experiment } from '../../experiment/document.ts'
import { openFields } from '../../forms/field-values.ts'
import { embedCode, MOST_KNOBS, writeEmbed } from '../../store/embed.ts'
import { useRun } from '../../store/lab-context.tsx'
import { embedAddress } from '../../store/links.ts'
import type { ThemeChoice } from '../../store/settings.ts'
import { say } from '../../ui/words.ts'
import { useSetupForm } from '../setup/use-setup-form.ts'
import { timelines } from '../timelines/registry.ts'
import { CopyField } from './CopyField.tsx'

const themes: readonly ThemeChoice[] = ['system', 'light', 'dark']

export function ShareEmbed({ document }: { readonly document: Experiment }) {
  const [isOpen, setOpen] = useState(false)
  const [charts, setCharts] = useState<readonly string[]>(['kv', 'requests'])
  const [knobs, setKnobs] = useState<readonly string[]>([])
  const [theme, setTheme] = useState<ThemeChoice>('system')
  const [height, setHeight] = useState(480)
  const description = useRun((run) => run.description)
  const { setup } = useSetupForm()
  // With the knobs of the choices made: the rate belongs to the Poisson process, the budget to the scheduler.
  const groups = (description?.groups ?? []).map(({ id, title, fields }) => ({
    ...{ id, title },
    fields: [...openFields(fields, setup)],
  }))
  const fields = groups.flatMap((group) => group.fields)
  const address = embedAddress(document, writeEmbed({ charts, knobs, theme }))
  const code = embedCode({ address, title: document.title || say('Untitled experiment'), height })
  const toggled = (list: readonly string[], name: string): readonly string[] =>
    list.includes(name) ? list.filter((one) => one !== name) : [...list, name]
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('Embed in another page')}</summary>
      <fieldset className="share-choice">
        <legend>{say('Timelines')}</legend>
        {timelines.map(({ id, title: name }) => (
          <label key={id}>
            <input type="checkbox" checked={charts.includes(id)} onChange={() => setCharts(toggled(charts, id))} />{' '}
            {say(name)}
          </label>
        ))}
      </fieldset>
      <p className="share-options">
        <label>
          {say('Knobs, {n} at most', { n: MOST_KNOBS })}{' '}
          <select
            value=""
            disabled={knobs.length >= MOST_KNOBS}
            onChange={(event) => setKnobs(toggled(knobs, event.target.value))}
          >
            <option value="" disabled>
              {say('Add a knob…')}
            </option>
            {groups.map((group) => (
              <optgroup key={group.id} label={say(group.title)}>
                {group.fields.map(({ path, label }) => (
                  <option key={path} value={path} disabled={knobs.includes(path)}>
                    {say(label)}
                  </option>
                ))}
              </optgroup>
            ))}
          </select>
        </label>
        {knobs.map((path) => (
          <button key={path} type="button" className="quiet" onClick={() => setKnobs(toggled(knobs, path))}>
            {say(fields.find((field) => field.path === path)?.label ?? path)} ✕
          </button>
        ))}
        <label>
          {say('Theme')}{' '}
          <select value={theme} onChange={(event) => setTheme(event.target.value as ThemeChoice)}>
            {themes.map((one) => (
              <option key={one} value={one}>
                {say(one)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('Height')}{' '}
          <input
            type="number"
            min={200}
            max={2000}
            step={20}
            value={height}
            onChange={(event) => setHeight(Math.min(2000, Math.max(200, Number(event.target.value) || 200)))}
          />
        </label>
      </p>
      <CopyField label={say('Embed code')} text={code} rows={3} />
      {isOpen && (
        <iframe
          key={address}
          className="share-preview"
          title={say('Preview of the embedded page')}
          src={address}
          style={{ height: Math.min(height, 520) }}
        />
      )}
    </details>
  )
}
