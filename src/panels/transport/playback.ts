/**
 * Plays the run: moves the playhead by speed × elapsed time, a frame at a time, and never past what is computed.
 * With reduced motion it steps twice a second instead of gliding.
 */
import { useEffect } from 'react'
import { type Lab, useLab, useView } from '../../store/lab-context.tsx'

const CALM_STEP = 500 // ms

export function usePlayback(): void {
  const lab = useLab()
  const isPlaying = useView((view) => view.isPlaying)
  useEffect(() => {
    if (!isPlaying) return
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches
    let before = performance.now()
    let frame = 0
    const tick = (now: number) => {
      frame = requestAnimationFrame(tick)
      if (isCalm && now - before < CALM_STEP) return
      // A tab in the background gets no frames: what was missed is not made up for.
      advance(lab, Math.min((now - before) / 1000, 1))
      before = now
    }
    frame = requestAnimationFrame(tick)
    return () => cancelAnimationFrame(frame)
  }, [lab, isPlaying])
}

function advance({ view, run }: Lab, elapsed: number): void {
  const { playhead, speed } = view.getState()
  const { computed, status } = run.getState()
  const next = elapsed === 0 ? playhead : playhead + elapsed * speed
  if (next < computed) {
    view.getState().goTo(next)
    return
  }
  // A run that began anew (a knob was turned) has not come this far yet: the reader is not thrown back.
  if (status === 'running' && computed < playhead) return
  view.getState().goTo(computed)
  // While the run goes on, playing waits for it; at the end of a finished run it stops.
  if (status !== 'running') view.getState().play(false)
}
