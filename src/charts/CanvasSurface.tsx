/**
 * Two stacked canvases: marks, repainted when data or view change, and an overlay for crosshair and selection, repainted
 * when they move. Both are hidden from assistive technology, which reads the words around them.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createFrame, type PaintLayer, paintCanvas } from './canvas-layer.ts'

export interface CanvasSurfaceProps {
  /** CSS size of the box it lies in, from `useSize`; nothing is painted while it is 0. */
  readonly size: Size
  /** New identities mean "paint again". */
  readonly marks: PaintLayer
  readonly overlay: PaintLayer
}

export interface Size {
  readonly width: number
  readonly height: number
}

export function CanvasSurface({ size, marks, overlay }: CanvasSurfaceProps) {
  return (
    <div className="surface keeps-colour" aria-hidden="true">
      <Layer {...size} paint={marks} />
      <Layer {...size} paint={overlay} />
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
      if (canvas.current !== null && width > 0 && height > 0) paintCanvas(canvas.current, width, height, paint)
    })
  }, [width, height, paint])
  useEffect(() => () => frame.current?.cancel(), [])
  return <canvas ref={canvas} />
}

/** CSS size of an element, 0 before it is known. Whole pixels, so that a plot's edges fall on pixels. */
export function useSize(element: React.RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useLayoutEffect(() => {
    const box = element.current
    if (box === null) return
    const measure = (): void => {
      const width = Math.floor(box.clientWidth)
      const height = Math.floor(box.clientHeight)
      setSize((known) => (known.width === width && known.height === height ? known : { width, height }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(box)
    return () => observer.disconnect()
  }, [element])
  return size
}
