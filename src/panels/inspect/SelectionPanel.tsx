/** The selected range: why it is as it is. What every timeline comes to over it stands in the docked table. */

import { explainRange } from '../../engines/asked.ts'
import { useDocument, useLab, useView } from '../../store/lab-context.tsx'
import { useLooked } from '../../store/use-looked.ts'
import { formatMoment, formatTime } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { ExplanationWords } from './ExplanationWords.tsx'
import './request.css'

export function SelectionPanel() {
  const selection = useView((state) => state.selection)
  return selection && <Selected from={selection[0]} until={selection[1]} />
}

function Selected({ from, until }: { readonly from: number; readonly until: number }) {
  const { view } = useLab()
  const arm = useDocument((state) => state.arm)
  const {
    value: why,
    isPending,
    isLate,
  } = useLooked(`${arm} ${from} ${until}`, (look) => look.ask(explainRange, arm, from, until))
  return (
    <section aria-labelledby="selection-title" className="request-panel">
      <h2 id="selection-title" className="num">
        {say('{from} to {until}', { from: formatMoment(from), until: formatMoment(until) })}
      </h2>
      <p className="request-moves">
        <button type="button" onClick={() => view.getState().zoomTo([from, until])}>
          {say('Zoom to it')}
        </button>
        <button type="button" onClick={() => view.getState().select(null)}>
          {say('Clear')}
        </button>
        <span className="note num">{formatTime(until - from)}</span>
      </p>
      {why ? (
        <ExplanationWords explanation={why} isLate={isLate} />
      ) : (
        <p className="note">
          {isPending
            ? say('Looking again into the run…')
            : say('This range holds too many iterations to look at each again: select a shorter one.')}
        </p>
      )}
    </section>
  )
}
