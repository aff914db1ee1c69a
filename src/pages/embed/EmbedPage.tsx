/** The page inside somebody else's page: a few timelines, up to three knobs, play, and the way to the whole lab. */
import { useEffect } from 'react'
import { FieldControl } from '../../forms/FieldList.tsx'
import { openFields } from '../../forms/field-values.ts'
import { useSetupForm } from '../../panels/setup/use-setup-form.ts'
import { ChosenTimelines } from '../../panels/timelines/ChosenTimelines.tsx'
import { Transport } from '../../panels/transport/Transport.tsx'
import { type EmbedOptions, readEmbed } from '../../store/embed.ts'
import { parentFrame, talk } from '../../store/embed-messages.ts'
import { useDocument, useLab, useRun } from '../../store/lab-context.tsx'
import { labAddress } from '../../store/links.ts'
import { PageHeading } from '../../ui/PageHeading.tsx'
import { say } from '../../ui/words.ts'
import { Stage } from '../lab/Stage.tsx'
import '../lab/lab.css'
import './embed.css'

export function EmbedPage({ options }: { readonly options: string }) {
  const lab = useLab()
  const { charts, knobs, theme } = readEmbed(options)
  const title = useDocument((state) => state.document.title)
  const link = useDocument((state) => labAddress(state.document))
  useEffect(() => {
    const frame = parentFrame()
    return frame ? talk(lab, frame) : undefined
  }, [lab])
  useEffect(() => {
    lab.settings.getState().setPageTheme(theme === 'system' ? null : theme)
  }, [lab, theme])
  return (
    <main className="embed">
      <div className="embed-title">
        <PageHeading title={[title || say('Untitled experiment')]} place="embed" />{' '}
        <a href={link} target="_blank" rel="noopener">
          {say('Open in Tokenscope')}
        </a>
      </div>
      <Stage>
        <div className="stage-head">
          <Transport />
        </div>
        <ChosenTimelines ids={charts} />
      </Stage>
      <EmbedKnobs knobs={knobs} />
    </main>
  )
}

function EmbedKnobs({ knobs }: Pick<EmbedOptions, 'knobs'>) {
  const form = useSetupForm()
  const description = useRun((run) => run.description)
  const fields = (description?.groups ?? []).flatMap((group) => [...openFields(group.fields, form.setup)])
  const shown = knobs.flatMap((path) => fields.filter((field) => field.path === path))
  if (shown.length === 0) return null
  return (
    <section className="embed-knobs" aria-label={say('Knobs')}>
      {shown.map((field) => (
        <FieldControl key={field.path} field={field} form={form} />
      ))}
    </section>
  )
}
