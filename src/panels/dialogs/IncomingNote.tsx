/** What became of what was dropped, chosen or pasted, with the way to read it as something else where it could be that too. */

import { useEffect, useRef } from 'react'
import type { Taken } from '../../store/bring.ts'
import { useLab } from '../../store/lab-context.tsx'
import { say } from '../../ui/words.ts'
import { IncomingWords } from './IncomingWords.tsx'

interface IncomingNoteProps {
  readonly items: readonly Taken[]
  readonly onClose: () => void
}

export function IncomingNote({ items, onClose }: IncomingNoteProps) {
  const bar = useRef<HTMLDivElement>(null)
  // The file may have been dropped far below: what is wrong with it must not stand where nobody looks.
  useEffect(() => {
    if (items.some(({ incoming }) => incoming.kind === 'refused')) bar.current?.scrollIntoView({ block: 'nearest' })
  }, [items])
  const isWrong = items.some(({ incoming }) => incoming.kind === 'refused')
  return (
    <div ref={bar} className={isWrong ? 'notice-bar wrong' : 'notice-bar'} role="status">
      <div>
        {items.map((taken) => (
          <div key={taken.id}>
            <IncomingWords incoming={taken.incoming} />
            <Others {...taken} />
          </div>
        ))}
      </div>
      <button type="button" className="quiet" aria-label={say('Close this note')} onClick={onClose}>
        ✕
      </button>
    </div>
  )
}

function Others({ source, incoming }: Taken) {
  const { intake } = useLab()
  if (incoming.kind === 'refused' || incoming.others.length === 0) return null
  return (
    <p>
      {say('It could also be something else.')}{' '}
      {incoming.others.map(({ id, title }) => (
        <button type="button" key={id} onClick={() => void intake.getState().bring([source], { as: id })}>
          {say('Read it as: {title}', { title: say(title) })}
        </button>
      ))}
    </p>
  )
}
