/**
 * What a timeline shows of several arms: a strip each, forks with their one past; or, of a smooth signal, all on one axis. Fetched
 * when there is a second arm, since the first page has one.
 */
import type { ArmIdentity, ChartModel } from '../../charts/chart.ts'
import { overlaid } from '../../charts/levels/overlay.ts'
import { stripsModel } from '../../charts/strips/model.ts'
import type { TrackWindow } from '../../kernel/tracks.ts'
import type { MemoryUnit } from '../../ui/format.ts'
import type { Theme } from '../../ui/theme.ts'
import { type ForkInput, forkedStrips, overlaidArms } from './forks.ts'
import type { Timeline } from './timeline.ts'

export interface TimelineArm extends ArmIdentity {
  readonly window: TrackWindow | null
}

export interface SeveralArms extends ForkInput {
  readonly timeline: Timeline
  readonly memory: MemoryUnit
  /** Whether the reader wants them on one axis, where that can be. */
  readonly isOverlay: boolean
}

export interface ArmsChart {
  readonly model: ChartModel
  /** Null where these arms cannot lie over each other. */
  readonly isOverlaid: boolean | null
}

/** `chart` makes the chart of one arm in the colours it is given. */
export function chartOfArms<A extends TimelineArm>(
  arms: readonly A[],
  { timeline, memory, isOverlay, ...fork }: SeveralArms,
  chart: (arm: A, colours: Theme) => ChartModel,
): ArmsChart {
  const strips = stripsModel(forkedStrips(arms, fork, chart), fork.theme)
  const lines = timeline.isSmooth && strips.strips ? overlaidArms(arms, fork.pasts) : []
  // More lines than arms cannot be told apart.
  const canLie = lines.length > 0 && lines.every(({ window }) => window.track.series.length === 1)
  if (!canLie) return { model: strips, isOverlaid: null }
  return { model: isOverlay ? overlaid(strips, lines, fork.theme, memory) : strips, isOverlaid: isOverlay }
}
