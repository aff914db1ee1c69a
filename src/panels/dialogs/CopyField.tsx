/** Text to take along: a field that selects itself, and a button that copies and says whether it could. */
import { useState } from 'react'
import { say } from '../../ui/words.ts'

interface CopyFieldProps {
  readonly label: string
  readonly text: string
  readonly rows?: number
}

export function CopyField({ label, text, rows = 1 }: CopyFieldProps) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setState('copied')
    } catch {
      // No permission, or no clipboard outside a secure context: the field is there to copy from by hand.
      setState('refused')
    }
  }
  return (
    <>
      {rows > 1 && (
        <span className="copy-name" aria-hidden="true">
          {label}
        </span>
      )}
      <div className="copy-row">
        {rows === 1 ? (
          <input
            type="text"
            readOnly
            aria-label={label}
            value={text}
            onFocus={(event) => event.currentTarget.select()}
          />
        ) : (
          <textarea
            readOnly
            rows={rows}
            aria-label={label}
            value={text}
            onFocus={(event) => event.currentTarget.select()}
          />
        )}
        <button type="button" className={rows === 1 ? 'solid' : undefined} onClick={copy}>
          {say('Copy')}
        </button>
      </div>
      <p className="note copy-state" role="status">
        {state === 'copied' && say('Copied.')}
        {state === 'refused' && say('The browser did not allow copying: select the text and copy it by hand.')}
      </p>
    </>
  )
}
