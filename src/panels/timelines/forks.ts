/** Strips of arms that share a past: grey where it is that of several, absent where another strip shows it, pale for a ghost. */
import type { ArmIdentity, ChartModel } from '../../charts/chart.ts'
import type { OverlaidArm } from '../../charts/levels/overlay.ts'
import { withGreyPast, withoutPast } from '../../charts/strips/fork.ts'
import { ghostOf } from '../../charts/strips/ghost.ts'
import type { ArmStrip } from '../../charts/strips/model.ts'
import type { TrackWindow } from '../../kernel/tracks.ts'
import type { Seconds } from '../../kernel/units.ts'
import type { SharedPast } from '../../store/arms.ts'
import { formatMoment } from '../../ui/format.ts'
import { greyThemeOf } from '../../ui/grey-theme.ts'
import type { Theme } from '../../ui/theme.ts'
import { say } from '../../ui/words.ts'

type Pasts = Readonly<Record<string, SharedPast>>

export interface ForkInput {
  readonly pasts: Pasts
  /** What it was forked from is the ghost while it is on the form. */
  readonly selectedArm: string
  readonly theme: Theme
}

/** A strip an arm; `chart` makes the chart of one in the colours it is given. */
export function forkedStrips<A extends ArmIdentity>(
  arms: readonly A[],
  { pasts, selectedArm, theme }: ForkInput,
  chart: (arm: A, colours: Theme) => ChartModel,
): readonly ArmStrip[] {
  const isHere = (key: string) => arms.some((arm) => arm.key === key)
  return arms.map((arm) => {
    const { key, label, place } = arm
    let model = chart(arm, theme)
    if (pasts[selectedArm]?.base === key) model = ghostOf(model, theme)
    const grey = greyUntil(key, pasts)
    if (grey > 0) model = withGreyPast(model, ghostOf(chart(arm, greyThemeOf(theme)), theme), grey)
    const past = pasts[key]
    if (past === undefined || !isHere(past.base) || model.empty !== null) return { key, label, place, model }
    const words = say('as {arm} until {at}', { arm: past.base.toUpperCase(), at: formatMoment(past.until) })
    return {
      ...{ key, label, place, before: { words, until: past.until } },
      model: withoutPast(model, { from: past.until, words, colour: theme.arm(place) }),
    }
  })
}

/** The same for levels on one axis. */
export function overlaidArms(
  arms: readonly (ArmIdentity & { readonly window: TrackWindow | null })[],
  pasts: Pasts,
): readonly OverlaidArm[] {
  return arms.flatMap(({ key, label, place, window }) =>
    window?.kind === 'level' && window.length > 0
      ? [{ key, label, place, window, from: pasts[key]?.until ?? 0, greyUntil: greyUntil(key, pasts) }]
      : [],
  )
}

/** A past is grey as long as it is that of every fork of the arm. */
function greyUntil(key: string, pasts: Pasts): Seconds {
  const forks = Object.values(pasts).filter(({ base }) => base === key)
  return forks.length === 0 ? 0 : Math.min(...forks.map(({ until }) => until))
}
