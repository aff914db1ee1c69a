/** Binds a timeline to the mirror: its windows for the range shown, its menus, its model. */
import { useMemo, useState } from 'react'
import type { ArmWindow, ChartModel } from '../../charts/chart.ts'
import type { TrackWindow } from '../../kernel/tracks.ts'
import { forkOf } from '../../store/arms.ts'
import { useDocument, useLab, useRun, useSettings, useView } from '../../store/lab-context.tsx'
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
}

export function useTimeline(timeline: Timeline): BoundTimeline {
  const { runner } = useLab()
  const theme = useTheme()
  const memory = useSettings((settings) => settings.memory)
  const tracks = useRun((run) => run.tracks)
  const revision = useRun((run) => run.revision)
  const [t0, t1] = useShownRange()
  const ghost = useDocument(({ document, arm }) => forkOf(document, arm)?.base ?? null)
  const selectedArm = useDocument((state) => state.arm)
  // Only the chart of requests draws one of them apart; the others need not be made anew.
  const request = useView((state) => (timeline.kind === 'span' ? state.request : null))
  const [wanted, pickInstance] = useState('0')
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({})

  const instances = useMemo(() => instancesOf(timeline, tracks), [timeline, tracks])
  const instance = instances.includes(wanted) ? wanted : (instances[0] ?? '0')
  const track = timeline.isPerInstance ? `${timeline.stem}/${instance}` : timeline.stem

  const arms = useMemo(() => {
    // Reading `revision` says that the mirror, which is no state of React, has other rows.
    if (revision < 0) return []
    return Object.keys(tracks).flatMap((key): ArmWindow<TrackWindow>[] => {
      const window = runner.mirror.pick(key, track, t0, t1)
      return window && window.length > 0 && window.kind === timeline.kind
        ? [{ key, label: key.toUpperCase(), window, isGhost: key === ghost }]
        : []
    })
  }, [runner, tracks, track, timeline, t0, t1, revision, ghost])

  const model = useMemo(() => {
    const baseline = arms[0]?.key ?? ''
    const beside = (other: string) => runner.mirror.pick(baseline, other, t0, t1)
    const chosenArm = (arms.find(({ key }) => key === selectedArm) ?? arms[0])?.window ?? null
    return timeline.model({ arms, chosenArm, request, beside, theme, memory, chosen })
  }, [timeline, runner, arms, selectedArm, request, theme, memory, chosen, t0, t1])

  const menus = useMemo(() => {
    const shown = arms.find(({ key }) => key === selectedArm) ?? arms[0]
    return shown ? (timeline.menus?.(shown.window) ?? []) : []
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
