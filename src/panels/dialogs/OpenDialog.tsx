/** Open by button or paste: the same way in as dropping on the page. */

import { useState } from 'react'
import { Dialog } from '../../ui/Dialog.tsx'
import { say } from '../../ui/words.ts'
import { RecentList } from './RecentList.tsx'

interface OpenDialogProps {
  readonly onClose: () => void
  readonly onTake: (name: string, source: Blob | string) => void
}

export function OpenDialog({ onClose, onTake }: OpenDialogProps) {
  const [text, setText] = useState('')
  const take = (name: string, source: Blob | string) => {
    onTake(name, source)
    onClose()
  }
  return (
    <Dialog title={say('Open')} onClose={onClose}>
      <p>
        {say(
          'An experiment (JSON), a request trace (Azure LLM inference CSV, Mooncake JSONL, Vidur CSV, or a CSV with arrival, prompt and output columns), or a model’s config.json from Hugging Face. It stays in your browser.',
        )}
      </p>
      <p>
        <label className="file-button">
          {say('Choose a file…')}
          <input
            type="file"
            className="visually-hidden"
            onChange={(event) => {
              const file = event.target.files?.[0]
              if (file) take(file.name, file)
            }}
          />
        </label>{' '}
        <span className="note">{say('or drop it anywhere on the page')}</span>
      </p>
      <label htmlFor="paste">{say('or paste its text')}</label>
      <textarea id="paste" rows={7} spellCheck={false} value={text} onChange={(event) => setText(event.target.value)} />
      <p>
        <button type="button" className="solid" disabled={text.trim() === ''} onClick={() => take('pasted text', text)}>
          {say('Read the text')}
        </button>
      </p>
      <RecentList onClose={onClose} />
    </Dialog>
  )
}
