/** Share: the link of the experiment as it stands, how long it is, and the file where a link is too long. */
import { useState } from 'react'
import { useDocument, useLab, useRun } from '../../store/lab-context.tsx'
import { shareLink } from '../../store/links.ts'
import { placeOf } from '../../store/place.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { formatCount } from '../../ui/format.ts'

export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const document = useDocument((state) => state.document)
  const digest = useRun((run) => (run.status === 'done' ? Object.values(run.summaries)[0]?.digest : undefined))
  const { view } = useLab()
  const [isPlaced, setPlaced] = useState(false)
  const { url, length, advice } = shareLink(
    isPlaced ? { ...document, view: placeOf(view.getState()) } : document,
    digest,
  )
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url)
      setState('copied')
    } catch {
      // No permission, or no clipboard outside a secure context: the field is there to copy from by hand.
      setState('refused')
    }
  }
  const hasData = Object.values(document.data ?? {}).some((reference) => reference.embedded === undefined)
  return (
    <Dialog title="Share this experiment" onClose={onClose}>
      <p>
        Whoever opens this link sees the same experiment and the same numbers. Nothing is uploaded: the link holds it
        all.
      </p>
      <div className="copy-row">
        <input type="text" readOnly aria-label="Link" value={url} onFocus={(event) => event.currentTarget.select()} />
        <button type="button" className="solid" onClick={copy}>
          Copy
        </button>
      </div>
      <label className="check">
        <input type="checkbox" checked={isPlaced} onChange={(event) => setPlaced(event.target.checked)} /> Open it at
        the moment and the range I see now
      </label>
      <p className="note" role="status">
        {state === 'copied' && 'Copied. '}
        {state === 'refused' && 'The browser did not allow copying: select the link and copy it by hand. '}
        {formatCount(length)} characters. {advice}
      </p>
      {hasData && (
        <p className="note">
          The trace itself is not in the link: whoever opens it is told its title and can drop the same file.
        </p>
      )}
    </Dialog>
  )
}
