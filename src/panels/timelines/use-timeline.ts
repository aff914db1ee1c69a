/** Binds a timeline to the mirror: the charts of its arms for the range shown, as strips or laid over each other, and its menus. */
import { useMemo, useState } from 'react'
import type { ChartModel } from '../../charts/chart.ts'
import { stripsModel } from '../../charts/strips/model.ts'
import { sharedPasts } from '../../store/arms.ts'
import { useDocument, useLab, useRun, useSettings, useView } from '../../store/lab-context.tsx'
import { armChart, trackOf } from './arm-chart.ts'
import { forkedStrips, overlaidArms } from './forks.ts'
import type { Timeline, TimelineMenu } from './timeline.ts'
import { useShownRange } from './use-chart-view.ts'
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

  const { model, isOverlaid } = useMemo(() => {
    const shared = { instance, events, memory, chosen }
    const strips = forkedStrips(arms, { pasts, selectedArm, theme }, ({ key, place, beside }, colours) =>
      armChart(timeline, {
        ...shared,
        ...{ arm: key, place, beside, theme: colours, request: key === selectedArm ? request : null },
      }),
    )
    const stripped = stripsModel(strips, theme)
    const laidOver =
      stripped.strips && timeline.overlay
        ? timeline.overlay({ strips: stripped, arms: overlaidArms(arms, timeline.kind, pasts), theme, memory })
        : null
    return {
      model: laidOver !== null && isOverlay ? laidOver : stripped,
      isOverlaid: laidOver === null ? null : isOverlay,
    }
  }, [timeline, arms, selectedArm, instance, events, request, pasts, theme, memory, chosen, isOverlay])

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
