/** What a tokens run writes, token by token; a chosen token says who proposed it, what else was likely, what it looked at. */

import { useState } from 'react'
import type { RequestTable } from '../../engines/asked.ts'
import { requests } from '../../engines/asked.ts'
import { written } from '../../engines/tokens/asked.ts'
import { useDocument, useLab, useRun, useView } from '../../store/lab-context.tsx'
import { useLooked } from '../../store/use-looked.ts'
import { formatCount } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { AcceptanceSection } from '../moment/AcceptanceSection.tsx'
import { AttentionSection } from './AttentionSection.tsx'
import { CacheSection } from './CacheSection.tsx'
import { DenoisingSection } from './DenoisingSection.tsx'
import { ExpertDomainsSection } from './ExpertDomainsSection.tsx'
import { LosslessSection } from './LosslessSection.tsx'
import { RoundSection } from './RoundSection.tsx'
import { RoundsSection } from './RoundsSection.tsx'
import { ThreeNumbers } from './ThreeNumbers.tsx'
import { WrittenWords } from './WrittenWords.tsx'
import '../moment/moment.css'
import './text.css'

export function TextView() {
  const { view } = useLab()
  const arm = useDocument((state) => state.arm)
  const playhead = useView((state) => state.playhead)
  const selected = useView((state) => state.request)
  const isStale = useRun((state) => state.isStale)
  const loading = useRun((state) => state.loading)
  const { value: table } = useLooked(arm, (look) => look.ask(requests, arm))
  const request = table === null ? 0 : Math.min(selected ?? requestAt(table, playhead), table.length - 1)
  const { value: text } = useLooked(`${arm} ${request}`, (look) => look.ask(written, arm, request))
  const [place, setPlace] = useState<number | null>(null)
  if (loading) {
    return (
      <p className="note" role="status">
        {say('Loading the models: {here} of {of} files.', loading)}
      </p>
    )
  }
  if (!table || !text)
    return <p className="note">{say('Nothing is written yet: the text appears here as it comes.')}</p>
  const chosen = place !== null && place < text.tokens.length ? place : null
  const isDenoised = text.source.length > 0 && text.sources[text.source[0]] === 'denoised'
  /** Steps go with the playhead, so that the text is seen as it stood when the token came. */
  const step = (by: 1 | -1) => {
    const next = Math.min(Math.max((chosen ?? (by === 1 ? -1 : 1)) + by, 0), text.tokens.length - 1)
    view.getState().selectRequest(request)
    view.getState().goTo(text.at[next])
    setPlace(next)
  }
  const choose = (next: number) => {
    view.getState().selectRequest(next)
    view.getState().goTo(table.arrival[next] || 0)
    setPlace(null)
  }
  return (
    <div className={`moment text-view${isStale ? ' stale' : ''}`}>
      <p className="text-head">
        <button type="button" disabled={request === 0} onClick={() => choose(request - 1)}>
          {say('Previous text')}
        </button>
        <span className="num">
          {say('Text {n} of {all}: {domain}', {
            n: formatCount(request + 1),
            all: formatCount(table.length),
            domain: say(text.domain),
          })}
        </span>
        <button type="button" disabled={request + 1 >= table.length} onClick={() => choose(request + 1)}>
          {say('Next text')}
        </button>
        <button type="button" disabled={chosen === 0} onClick={() => step(-1)}>
          {say('Previous token')}
        </button>
        <button type="button" disabled={chosen === text.tokens.length - 1} onClick={() => step(1)}>
          {say('Next token')}
        </button>
      </p>
      <ThreeNumbers arm={arm} />
      <WrittenWords text={text} playhead={playhead} chosen={chosen} onChoose={setPlace} />
      {isDenoised ? (
        <DenoisingSection text={text} />
      ) : chosen === null ? (
        <p className="note">{say('Choose a token to see what else could have stood there.')}</p>
      ) : (
        <>
          <RoundSection key={`${request} ${chosen}`} {...{ arm, request, text, chosen }} />
          <AttentionSection {...{ arm, request }} place={text.prompt.length + chosen - 1} />
        </>
      )}
      {!isDenoised && <RoundsSection text={text} chosen={chosen} onChoose={setPlace} />}
      <CacheSection arm={arm} at={playhead} />
      <ExpertDomainsSection arm={arm} />
      <AcceptanceSection arm={arm} />
      <LosslessSection />
    </div>
  )
}

/** The text that was being written at a time: the last that had begun. */
function requestAt({ arrival, length }: RequestTable, time: number): number {
  let found = 0
  for (let request = 0; request < length; request++) if (arrival[request] <= time) found = request
  return found
}
