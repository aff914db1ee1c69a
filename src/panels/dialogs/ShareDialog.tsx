/** Share: the link of the experiment as it stands, and what is made of it: a QR code, a frame, a citation, a link with limits. */
import { lazy, Suspense, useState } from 'react'
import { useDocument, useLab, useRun } from '../../store/lab-context.tsx'
import { shareLink } from '../../store/links.ts'
import { placeOf } from '../../store/place.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { formatCount } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { CopyField } from './CopyField.tsx'
import { type Limits, LimitsFields, noLimits } from './LimitsFields.tsx'
import { ShareCitation } from './ShareCitation.tsx'
import { ShareEmbed } from './ShareEmbed.tsx'
import './share.css'

const QrCode = lazy(async () => ({ default: (await import('./QrCode.tsx')).QrCode }))

export function ShareDialog({ onClose }: { readonly onClose: () => void }) {
  const document = useDocument((state) => state.document)
  const digest = useRun((run) => (run.status === 'done' ? Object.values(run.summaries)[0]?.digest : undefined))
  const { view } = useLab()
  const [isPlaced, setPlaced] = useState(false)
  const [limits, setLimits] = useState<Limits>(noLimits)
  const notes = document.view?.notes ?? {}
  const shared = {
    ...document,
    view: { ...(isPlaced ? { notes, ...placeOf(view.getState()) } : document.view), ...limits },
  }
  const { url, length, advice } = shareLink(shared, digest)
  const hasData = Object.values(document.data ?? {}).some((reference) => reference.embedded === undefined)
  return (
    <Dialog title={say('Share this experiment')} onClose={onClose}>
      <p>
        {say(
          'Whoever opens this link sees the same experiment and the same numbers. Nothing is uploaded: the link holds it all.',
        )}
      </p>
      <CopyField label={say('Link')} text={url} />
      <label className="check">
        <input type="checkbox" checked={isPlaced} onChange={(event) => setPlaced(event.target.checked)} />{' '}
        {say('Open it at the moment, range and arrangement I see now')}
      </label>
      <p className="note" role="status">
        {say('{n} characters.', { n: formatCount(length) })} {say(advice)}
      </p>
      {hasData && (
        <p className="note">
          {say(
            'The trace itself is not in the link: whoever opens it is told its title and can drop the same file. Traces stay in your browser.',
          )}
        </p>
      )}
      <details>
        <summary>{say('QR code for a classroom')}</summary>
        <Suspense fallback={<p className="note">{say('Loading…')}</p>}>
          <QrCode text={url} />
        </Suspense>
      </details>
      <ShareEmbed document={shared} />
      <ShareCitation document={document} url={url} digest={digest} />
      <details>
        <summary>{say('What its reader can change')}</summary>
        <LimitsFields limits={limits} onLimits={setLimits} />
      </details>
    </Dialog>
  )
}
