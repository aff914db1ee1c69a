/** What hatches dead instances, fetched where a run has a track of them: only events that kill make one. */
import { useRun } from '../../store/lab-context.tsx'
import { INSTANCES } from './arm-chart.ts'
import { useCode } from './use-code.ts'

const load = () => import('../../charts/down.ts')

export function useDown(): Awaited<ReturnType<typeof load>> | null {
  const isWanted = useRun(({ tracks }) =>
    Object.values(tracks).some((infos) => infos.some(({ id }) => id === INSTANCES)),
  )
  return useCode(isWanted, load)
}
