/** The experiment as a citation, as BibTeX and as Markdown. */
import { useState } from 'react'
import type { Experiment } from '../../experiment/document.ts'
import { bibtex, citationText, markdown } from '../../store/citation.ts'
import { say } from '../../ui/words.ts'
import { CopyField } from './CopyField.tsx'

interface ShareCitationProps {
  readonly document: Experiment
  readonly url: string
  readonly digest: string | undefined
}

export function ShareCitation(props: ShareCitationProps) {
  // The day it was opened: a dialog that stands open over midnight need not change.
  const [day] = useState(() => new Date().toISOString().slice(0, 10))
  const cited = { ...props, day }
  return (
    <details>
      <summary>{say('Cite, or link in Markdown')}</summary>
      <CopyField label={say('Citation')} text={citationText(cited)} rows={3} />
      <CopyField label="BibTeX" text={bibtex(cited)} rows={7} />
      <CopyField label="Markdown" text={markdown(cited)} rows={2} />
    </details>
  )
}
