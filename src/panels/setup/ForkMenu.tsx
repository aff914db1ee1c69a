/** Fork at the playhead: what is to happen there, in an arm of its own. The base stays beside it as a ghost. */
import { forkArm, hasRoomForArm } from '../../store/arms.ts'
import { useDocument, useLab, useManifest, useView } from '../../store/lab-context.tsx'
import { formatMoment } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { eventKinds } from './event-kinds.ts'

export function ForkMenu() {
  const { document, view } = useLab()
  const hasRoom = useDocument((state) => hasRoomForArm(state.document))
  // Told to a tenth of a second, so that a gliding playhead does not draw the menu anew 60 times a second.
  const moment = useView((state) => Math.round(state.playhead * 10) / 10)
  const known = useManifest()?.events
  if (!known) return null
  const fork = (id: string) => {
    const kind = eventKinds.find((one) => one.id === id)
    if (kind) forkArm(document.getState(), view.getState().playhead, { kind: kind.id, details: kind.start })
  }
  return (
    <select
      className="fork"
      aria-label={say('Fork here')}
      value=""
      disabled={!hasRoom}
      title={
        hasRoom
          ? say('The same run up to {moment}, something else from there on, in an arm of its own', {
              moment: formatMoment(moment, 0.1),
            })
          : say('Four arms are the most: remove one to fork again')
      }
      onChange={(event) => fork(event.target.value)}
    >
      <option value="" disabled>
        {say('Fork here…')}
      </option>
      {eventKinds
        .filter(({ id }) => known.includes(id))
        .map(({ id, title }) => (
          <option key={id} value={id}>
            {say(title)}
          </option>
        ))}
    </select>
  )
}
