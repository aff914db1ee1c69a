/**
 * What runs inside the measured page: looks at its canvases once a frame and keeps the times that the budgets are about.
 * Knows nothing of the page but that charts are canvases and knobs are inputs.
 *
 * A glance draws each canvas into 32 × 32 pixels and sums them: about 1 ms a frame on a laptop, part of what is measured.
 */
declare global {
  interface Window {
    watched: Watched
  }
}

/** Times are milliseconds since navigation; null has not happened. */
export interface Watched {
  /** Some canvas has marks on it for the first time. */
  firstChart: number | null
  /** The last `input` event, and the first frame after it in which a canvas looks different. */
  edited: number | null
  answered: number | null
  /** Main-thread tasks above 50 ms: start and length. */
  longTasks: { readonly start: number; readonly length: number }[]
}

/** Installs itself as `window.watched`; passed to the page as text, so it may use nothing from outside. */
export function watchPage(): void {
  const watched: Watched = { firstChart: null, edited: null, answered: null, longTasks: [] }
  window.watched = watched
  const scratch = new OffscreenCanvas(32, 32).getContext('2d', { willReadFrequently: true })
  let picture = 0

  const look = (): number => {
    let sum = 0
    if (!scratch) return sum
    for (const canvas of document.querySelectorAll('canvas')) {
      if (canvas.width < 32 || canvas.height < 8) continue
      scratch.clearRect(0, 0, 32, 32)
      scratch.drawImage(canvas, 0, 0, 32, 32)
      const { data } = scratch.getImageData(0, 0, 32, 32)
      for (let i = 0; i < data.length; i++) sum = (Math.imul(sum, 31) + data[i] * (i + 1)) | 0
    }
    return sum
  }
  const isBlank = (): boolean =>
    [...document.querySelectorAll('canvas')].every((canvas) => {
      if (!scratch || canvas.width < 32 || canvas.height < 8) return true
      scratch.clearRect(0, 0, 32, 32)
      scratch.drawImage(canvas, 0, 0, 32, 32)
      return scratch.getImageData(0, 0, 32, 32).data.every((value) => value === 0)
    })
  const frame = (): void => {
    if (watched.firstChart === null && !isBlank()) watched.firstChart = performance.now()
    if (watched.edited !== null && watched.answered === null && look() !== picture) watched.answered = performance.now()
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)

  const onInput = (): void => {
    picture = look()
    watched.edited = performance.now()
    watched.answered = null
  }
  document.addEventListener('input', onInput, { capture: true })

  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) {
      watched.longTasks.push({ start: startTime, length: duration })
    }
  }).observe({ type: 'longtask', buffered: true })
}
