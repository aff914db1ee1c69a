/** The structure of the arm in hand, as it stands where the run has got to. */
import { StructureFigure } from '../../charts/structure/StructureFigure.tsx'
import { structure } from '../../engines/index-locality/asked.ts'
import { useDocument, useRun } from '../../store/lab-context.tsx'
import { useLooked } from '../../store/use-looked.ts'
import { say } from '../../ui/words.ts'
import { useTheme } from '../timelines/use-theme.ts'
import './structure-view.css'

export function StructureView() {
  const theme = useTheme()
  const arm = useDocument((state) => state.arm)
  const isStale = useRun((state) => state.isStale)
  const { value, isPending, isLate } = useLooked(arm, (look) => look.ask(structure, arm))
  return (
    <div className="structure-view">
      {value ? (
        <StructureFigure drawing={value} theme={theme} isStale={isStale || isLate} />
      ) : (
        <p className="note">
          {isPending
            ? say('Looking again into the run…')
            : say('There is no run yet: it appears here as soon as one has begun.')}
        </p>
      )}
    </div>
  )
}
