/**
 * The middle pane. Measures how wide the plots are, so that windows are asked for at the resolution of the screen.
 */
import { type ReactNode, useEffect, useRef } from 'react'
import { useLab } from '../../store/lab-context.tsx'

/** Shell and axis beside the plot, in CSS pixels, where they stand beside it. */
const BESIDE_PLOT = 206
const NARROW = 640

export function Stage({ children }: { readonly children: ReactNode }) {
  const { view } = useLab()
  const element = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const stage = element.current
    if (!stage) return
    const observer = new ResizeObserver(([{ contentRect }]) => {
      const beside = contentRect.width < NARROW ? 0 : BESIDE_PLOT
      view.getState().measure(Math.max(100, contentRect.width - beside))
    })
    observer.observe(stage)
    return () => observer.disconnect()
  }, [view])
  return (
    <div className="stage" ref={element}>
      {children}
    </div>
  )
}
