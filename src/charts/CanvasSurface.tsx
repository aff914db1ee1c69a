/**
 * Two stacked canvases: marks, repainted when data or view change, and an overlay for crosshair and selection, repainted
 * when they move. Both are hidden from assistive technology, which reads the words around them.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createFrame, type PaintLayer, paintCanvas } from './canvas-layer.ts'

export interface CanvasSurfaceProps {
  readonly height: number
  /** New identities mean "paint again". */
  readonly marks: PaintLayer
  readonly overlay: PaintLayer
}

export function CanvasSurface({ height, marks, overlay }: CanvasSurfaceProps) {
  const box = useRef<HTMLDivElement>(null)
  const width = useWidth(box)
  return (
    <div ref={box} className="surface keeps-colour" style={{ height }} aria-hidden="true">
      <Layer width={width} height={height} paint={marks} />
      <Layer width={width} height={height} paint={overlay} />
    </div>
  )
}

interface LayerProps {
  readonly width: number
  readonly height: number
  readonly paint: PaintLayer
}

function Layer({ width, height, paint }: LayerProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const frame = useRef<ReturnType<typeof createFrame> | null>(null)
  useEffect(() => {
    frame.current ??= createFrame()
    const own = frame.current
    own.ask(() => {
      if (canvas.current !== null && width > 0) paintCanvas(canvas.current, width, height, paint)
    })
  }, [width, height, paint])
  useEffect(() => () => frame.current?.cancel(), [])
  return <canvas ref={canvas} />
}

/** CSS width of an element, 0 before it is known. Whole pixels, so that a plot's edges fall on pixels. */
export function useWidth(element: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const box = element.current
    if (box === null) return
    setWidth(Math.floor(box.clientWidth))
    const observer = new ResizeObserver(() => setWidth(Math.floor(box.clientWidth)))
    observer.observe(box)
    return () => observer.disconnect()
  }, [element])
  return width
}
