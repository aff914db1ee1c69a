/** The KV block map of an instance at the playhead. */

import { BlockMapFigure } from '../../charts/block-map/BlockMapFigure.tsx'
import { blocks } from '../../engines/serving/asked.ts'
import { useLab, useRun, useView } from '../../store/lab-context.tsx'
import { useLooked } from '../../store/use-looked.ts'
import { say } from '../../ui/words.ts'
import type { ArmKey } from '../../worker/api.ts'
import { useTheme } from '../timelines/use-theme.ts'

interface BlocksSectionProps {
  readonly arm: ArmKey
  readonly at: number
  readonly instance: number
}

export function BlocksSection({ arm, at, instance }: BlocksSectionProps) {
  const { view } = useLab()
  const theme = useTheme()
  const request = useView((state) => state.request)
  const isStale = useRun((state) => state.isStale)
  const { value, isPending, isLate } = useLooked(`${arm} ${at} ${instance}`, (look) =>
    look.ask(blocks, arm, at, instance),
  )
  if (!value) {
    return (
      <p className="note">
        {isPending ? say('Looking again into the run…') : say('This moment has not been simulated yet.')}
      </p>
    )
  }
  return (
    <BlockMapFigure
      map={value}
      onRequest={(row) => view.getState().selectRequest(row)}
      {...{ theme, request, isStale: isStale || isLate }}
    />
  )
}
