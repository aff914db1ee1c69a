/** Open by button or paste: the same way in as dropping on the page. What is refused stays here, with the reason. */

import { useEffect, useState } from 'react'
import type { Incoming } from '../../store/incoming.ts'
import { useLab } from '../../store/lab-context.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { say } from '../../ui/words.ts'
import type { KindName } from '../../worker/api.ts'
import { IncomingWords } from './IncomingWords.tsx'
import { RecentList } from './RecentList.tsx'

export function OpenDialog({ onClose }: { readonly onClose: () => void }) {
  const { intake } = useLab()
  const [text, setText] = useState('')
  const [refused, setRefused] = useState<Incoming | null>(null)
  const take = async (name: string, content: Blob | string) => {
    setRefused(null)
    const [incoming] = await intake.getState().bring([{ name, content }], { refusals: 'told by the caller' })
    if (incoming?.kind === 'refused') setRefused(incoming)
    else onClose()
  }
  return (
    <Dialog title={say('Open')} onClose={onClose}>
      <p>
        {say(
          'An experiment or the link to one, a request trace, a recording, a model’s config.json, or a measurement.',
        )}{' '}
        {say('What it is is told by its content. It stays in your browser.')}
      </p>
      <KnownKinds />
      <p>
        <label className="file-button">
          {say('Choose a file…')}
          <input
            type="file"
            className="visually-hidden"
            onChange={(event) => {
              const file = event.target.files?.[0]
              if (file) void take(file.name, file)
            }}
          />
        </label>{' '}
        <span className="note">{say('or drop it anywhere on the page')}</span>
      </p>
      <label htmlFor="paste">{say('or paste its text')}</label>
      <textarea id="paste" rows={7} spellCheck={false} value={text} onChange={(event) => setText(event.target.value)} />
      <p>
        <button
          type="button"
          className="solid"
          disabled={text.trim() === ''}
          onClick={() => void take(say('pasted text'), text)}
        >
          {say('Read the text')}
        </button>
      </p>
      {refused && (
        <div className="problem" role="alert">
          <IncomingWords incoming={refused} />
        </div>
      )}
      <RecentList onClose={onClose} />
    </Dialog>
  )
}

/** All kinds by their titles, from the registry that recognises them. */
function KnownKinds() {
  const { runner } = useLab()
  const [kinds, setKinds] = useState<readonly KindName[]>([])
  useEffect(() => {
    let isGone = false
    runner.client.incomingKinds().then(
      (known) => {
        if (!isGone) setKinds(known)
      },
      () => undefined, // the worker's own notice says what happened
    )
    return () => {
      isGone = true
    }
  }, [runner])
  if (kinds.length === 0) return null
  return (
    <details>
      <summary>{say('{n} kinds are known', { n: kinds.length })}</summary>
      <ul>
        {kinds.map(({ id, title }) => (
          <li key={id}>{say(title)}</li>
        ))}
      </ul>
    </details>
  )
}
