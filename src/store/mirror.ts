/**
 * The page's mirror of a run: one coarse window of the whole run per track, and a padded, sharper one of what is shown.
 * Panning and the first frame of a zoom come from here; the worker is asked only when the padded range is left or the
 * resolution has changed by a factor of two. Not in zustand: rows are columns, components follow `revision`.
 */
import type { TrackWindow } from '../kernel/tracks.ts'
import type { Seconds } from '../kernel/units.ts'
import type { ArmKey, WindowRequest } from '../worker/api.ts'

/** Half a screen to either side: a flick of the wheel pans about a third of a screen a frame. */
const PADDING = 0.5
/** A sharper (or coarser) window is due when seconds a pixel differ by this factor from those asked for. */
const RESOLUTION_STEP = 2

export interface Shown {
  readonly t0: Seconds
  readonly t1: Seconds
  readonly pixels: number
}

interface Detail {
  readonly window: TrackWindow
  /** Range and resolution that were asked for. */
  readonly t0: Seconds
  readonly t1: Seconds
  readonly secondsPerPixel: number
  /** The run was known up to here when the window was cut. */
  readonly computed: Seconds
}

export interface MirrorRequest extends WindowRequest {
  readonly purpose: 'whole' | 'detail'
}

const keyOf = (arm: ArmKey, track: string): string => `${arm} ${track}`

export class Mirror {
  private readonly whole = new Map<string, TrackWindow>()
  private readonly detail = new Map<string, Detail>()

  /** The best window for a range: the sharp one where it covers the range, else the coarse one of the whole run. */
  pick(arm: ArmKey, track: string, t0: Seconds, t1: Seconds): TrackWindow | null {
    const key = keyOf(arm, track)
    const whole = this.whole.get(key) ?? null
    const detail = this.detail.get(key)
    if (!detail) return whole
    const needed = Math.min(t1, whole?.computed ?? detail.computed)
    return detail.t0 <= t0 && detail.t1 >= needed && detail.computed >= needed ? detail.window : whole
  }

  wholeOf(arm: ArmKey, track: string): TrackWindow | null {
    return this.whole.get(keyOf(arm, track)) ?? null
  }

  /** What the worker has to be asked so that the range is sharp; null while what is here will do. */
  need(arm: ArmKey, track: string, shown: Shown, computed: Seconds): MirrorRequest | null {
    const { t0, t1, pixels } = shown
    const span = t1 - t0
    if (span <= 0 || pixels <= 0) return null
    const detail = this.detail.get(keyOf(arm, track))
    const resolution = span / pixels
    if (detail) {
      const isInside = detail.t0 <= t0 && detail.t1 >= t1
      const isSharp =
        Math.max(resolution / detail.secondsPerPixel, detail.secondsPerPixel / resolution) < RESOLUTION_STEP
      // New rows matter only where the window ended at the end of the run: earlier rows never change.
      const hasAll = detail.computed >= Math.min(t1, computed)
      if (isInside && isSharp && hasAll) return null
    }
    // 40 s shown on 1,000 px with half a screen on each side: 80 s are asked for on 2,000 px.
    return {
      purpose: 'detail',
      arm,
      track,
      t0: Math.max(0, t0 - span * PADDING),
      t1: t1 + span * PADDING,
      pixels: Math.round(pixels * (1 + 2 * PADDING)),
    }
  }

  put(request: MirrorRequest, window: TrackWindow | null): void {
    const key = keyOf(request.arm, request.track)
    if (!window) return
    if (request.purpose === 'whole') {
      this.whole.set(key, window)
      return
    }
    const { t0, t1, pixels } = request
    this.detail.set(key, { window, t0, t1, secondsPerPixel: (t1 - t0) / pixels, computed: window.computed })
  }

  get isEmpty(): boolean {
    return this.whole.size === 0
  }

  /** A new run begins: everything here belongs to an older document. */
  clear(): void {
    this.whole.clear()
    this.detail.clear()
  }
}
