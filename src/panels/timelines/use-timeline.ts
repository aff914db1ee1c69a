/** Binds a timeline to the mirror: the charts of its arms for the range shown, as strips or laid over each other, and its menus. */
import { useMemo, useState } from 'react'
import type { ChartModel } from '../../charts/chart.ts'
import { sharedPasts } from '../../store/arms.ts'
import { useDocument, useLab, useRun, useSettings, useView } from '../../store/lab-context.tsx'
import type { MemoryUnit } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'
import { armChart, trackOf } from './arm-chart.ts'
import type { Timeline, TimelineMenu } from './timeline.ts'
import { useShownRange } from './use-chart-view.ts'
import { useCode } from './use-code.ts'
import { useDown } from './use-down.ts'
import { useTheme } from './use-theme.ts'

export interface BoundTimeline {
  readonly model: ChartModel
  readonly isAbsent: boolean
  /** Instances that have this track; one where it is not per instance. */
  readonly instances: readonly string[]
  readonly instance: string
  pickInstance(instance: string): void
  readonly menus: readonly TimelineMenu[]
  readonly chosen: Readonly<Record<string, string>>
  choose(menu: string, value: string): void
  /** Whether its arms lie over each other; null where they cannot. */
  readonly isOverlaid: boolean | null
}

export function useTimeline(timeline: Timeline): BoundTimeline {
  const { runner } = useLab()
  const theme = useTheme()
  const memory = useSettings((settings) => settings.memory)
  const tracks = useRun((run) => run.tracks)
  const revision = useRun((run) => run.revision)
  const [t0, t1] = useShownRange()
  const pasts = useDocument((state) => sharedPasts(state.document))
  const events = useDocument((state) => state.document.events)
  const selectedArm = useDocument((state) => state.arm)
  const isOverlay = useView((state) => state.overlaid.includes(timeline.id))
  // Only the chart of requests draws one of them apart; the others need not be made anew.
  const request = useView((state) => (timeline.kind === 'span' ? state.request : null))
  const [wanted, pickInstance] = useState('0')
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({})

  const instances = useMemo(() => instancesOf(timeline, tracks), [timeline, tracks])
  const instance = instances.includes(wanted) ? wanted : (instances[0] ?? '0')

  const arms = useMemo(() => {
    // Reading `revision` says that the mirror, which is no state of React, has other rows.
    if (revision < 0) return []
    return Object.keys(tracks).map((key, place) => ({
      ...{ key, place, label: key.toUpperCase() },
      beside: (track: string) => runner.mirror.pick(key, track, t0, t1),
      window: runner.mirror.pick(key, trackOf(timeline, instance), t0, t1),
    }))
  }, [runner, tracks, timeline, instance, t0, t1, revision])

  const several = useCode(arms.length > 1, loadSeveralArms)
  const down = useDown()
  const { model, isOverlaid } = useMemo(() => {
    const chart = ({ key, place, beside }: (typeof arms)[number], colours: Theme) =>
      armChart(timeline, {
        ...{ arm: key, place, beside, instance, events, down, memory, chosen, theme: colours },
        request: key === selectedArm ? request : null,
      })
    // Until the code of several arms is here the baseline stands alone.
    if (several !== null && arms.length > 1)
      return several.chartOfArms(arms, { timeline, pasts, selectedArm, theme, memory, isOverlay }, chart)
    return { model: arms.length === 0 ? noArms(timeline, theme, memory) : chart(arms[0], theme), isOverlaid: null }
  }, [timeline, several, down, arms, selectedArm, instance, events, request, pasts, theme, memory, chosen, isOverlay])

  const menus = useMemo(() => {
    const shown = arms.find(({ key }) => key === selectedArm) ?? arms[0]
    const window = shown?.window
    return window && window.kind === timeline.kind ? (timeline.menus?.(window) ?? []) : []
  }, [timeline, arms, selectedArm])
  return {
    model,
    isAbsent: instances.length === 0,
    instances,
    instance,
    pickInstance,
    menus,
    chosen,
    choose: (menu, value) => setChosen({ ...chosen, [menu]: value }),
    isOverlaid,
  }
}

function instancesOf(
  timeline: Timeline,
  tracks: Readonly<Record<string, readonly { readonly id: string }[]>>,
): string[] {
  const ids = new Set(Object.values(tracks).flatMap((infos) => infos.map(({ id }) => id)))
  if (!timeline.isPerInstance) return ids.has(timeline.stem) ? ['0'] : []
  return [...ids].filter((id) => id.startsWith(`${timeline.stem}/`)).map((id) => id.slice(timeline.stem.length + 1))
}

const loadSeveralArms = () => import('./several-arms.ts')

/** Before any run: the chart says that there is nothing. */
const noArms = (timeline: Timeline, theme: Theme, memory: MemoryUnit): ChartModel =>
  timeline.model({ window: null, beside: () => null, place: 0, request: null, theme, memory, chosen: {} })
