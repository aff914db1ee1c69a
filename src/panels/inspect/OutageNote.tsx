/** Said as soon as it is so, also while the run goes on: nobody is left who could serve. */
import type { Outage } from '../../kernel/engine.ts'
import { ArmName } from '../ArmName.tsx'

interface OutageNoteProps {
  readonly arm: string
  readonly outage: Outage
  readonly isNamed: boolean
}

export const OutageNote = ({ arm, outage, isNamed }: OutageNoteProps) => (
  <p className="outage" role="status">
    {isNamed && (
      <>
        <ArmName arm={arm} />{' '}
      </>
    )}
    {outage.message}
  </p>
)
