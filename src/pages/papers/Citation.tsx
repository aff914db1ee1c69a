/** The entry for a bibliography, and a button that copies it. */
import { useState } from 'react'
import { say } from '../../ui/words.ts'

export function Citation({ bibtex }: { readonly bibtex: string }) {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(bibtex)
      setState('copied')
    } catch {
      // No permission, or no clipboard outside a secure context: the text is there to select by hand.
      setState('refused')
    }
  }
  return (
    <>
      <pre>{bibtex}</pre>
      <p>
        <button type="button" onClick={copy}>
          {say('Copy')}
        </button>{' '}
        <span className="note" role="status">
          {state === 'copied' && say('Copied.')}
          {state === 'refused' && say('The browser did not allow copying: select the text and copy it by hand.')}
        </span>
      </p>
    </>
  )
}
