/** The run at one moment: the blocks of the KV cache, iterations around it under the roofline, experts, and how drafts fare. */
import { useState } from 'react'
import { useDocument, useRun, useView } from '../../store/lab-context.tsx'
import { formatMoment } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { AcceptanceSection } from './AcceptanceSection.tsx'
import { BlocksSection } from './BlocksSection.tsx'
import { ExpertsSection } from './ExpertsSection.tsx'
import { RooflineSection } from './RooflineSection.tsx'
import './moment.css'

export function MomentView() {
  const arm = useDocument((state) => state.arm)
  const tracks = useRun((state) => state.tracks)[arm]
  const playhead = useView((state) => state.playhead)
  const [chosen, setInstance] = useState(0)
  const instances = (tracks ?? []).filter(({ id }) => id.startsWith('kv/')).length
  const instance = chosen < instances ? chosen : 0
  if (!tracks) return <p className="note">{say('There is no run yet: it appears here as soon as one has begun.')}</p>
  return (
    <div className="moment">
      <p className="note num">
        {say('At {moment}, where the playhead stands. Play, step or scrub to move it.', {
          moment: formatMoment(playhead),
        })}
        {instances > 1 && (
          <label className="moment-instance">
            {say('Instance')}{' '}
            <select value={instance} onChange={(event) => setInstance(Number(event.target.value))}>
              {[...Array(instances).keys()].map((number) => (
                <option key={number} value={number}>
                  {number}
                </option>
              ))}
            </select>
          </label>
        )}
      </p>
      <BlocksSection arm={arm} at={playhead} instance={instance} />
      <RooflineSection arm={arm} at={playhead} instance={instance} />
      <ExpertsSection arm={arm} />
      <AcceptanceSection arm={arm} />
    </div>
  )
}
