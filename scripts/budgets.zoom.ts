/**
 * The zoom budget: 12 timelines and more over a run of more than a million iterations, zoomed and panned without a pause on a
 * software canvas. What is counted is the script of each frame, from a trace of the browser; and the time from the last
 * gesture to the sharp picture, which for a zoom this deep means that the worker simulates the range again.
 */
import type { Browser, CDPSession, Page } from 'playwright-core'

/** Two instances at a low rate: `cli run` counts 2,231,964 iterations, so each instance's
 * tracks saw more than a million; two arms, so every plot paints two of them. */
export const longRun =
  '#/lab?v=1&placement.instances=2&workload.rate=0.5&workload.requests=6000&arm.b.scheduler=prefill-first'

export interface ZoomMeasured {
  readonly tracks: number
  /** Script of a frame in milliseconds, at the 95th percentile. */
  readonly scriptP95: number
  /** Milliseconds from the gesture's end to rows of the range shown; median. */
  readonly sharp: number
}

const gestures = 300

export async function measureZoom(browser: Browser, address: string): Promise<ZoomMeasured> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 1600 }, reducedMotion: 'reduce' })
  await page.addInitScript('globalThis.__name = (named) => named')
  await page.addInitScript(watchPaints)
  await page.goto(address + longRun)
  await page.locator('.run-progress', { hasText: 'computed to' }).waitFor({ timeout: 120_000 })
  await page.waitForFunction(() => document.querySelectorAll('[data-plot]').length >= 6, null, { timeout: 30_000 })
  const plot = page.locator('[data-plot]').first()
  const box = await plot.boundingBox()
  if (box === null) throw new Error('no plot to zoom in')
  const session = await page.context().newCDPSession(page)
  const scripts = await scriptOfFrames(session, () => zoomAbout(page, box))
  const sharp: number[] = []
  for (let i = 0; i < 5; i++) sharp.push(await timeToSharp(page, box, i))
  const tracks = await page.locator('[data-plot]').count()
  await page.close()
  return { tracks, scriptP95: quantile(scripts, 0.95), sharp: quantile(sharp, 0.5) }
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** In to about a thousandth of the run, sideways, and out again; a gesture a frame. */
async function zoomAbout(page: Page, box: Box): Promise<void> {
  await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2)
  await page.evaluate(
    async ([x, y, steps]) => {
      const target = document.elementFromPoint(x, y)
      for (let step = 0; step < steps; step++) {
        await new Promise((resolve) => requestAnimationFrame(resolve))
        const isZoom = step % 5 !== 4
        const event = { deltaY: step < steps / 2 ? -120 : 120, ctrlKey: isZoom, shiftKey: !isZoom }
        target?.dispatchEvent(
          new WheelEvent('wheel', { ...event, clientX: x, clientY: y, bubbles: true, cancelable: true }),
        )
      }
    },
    [box.x + box.width * 0.4, box.y + box.height / 2, gestures] as const,
  )
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly ts: number
  readonly dur?: number
  readonly tid: number
  readonly pid: number
}

const scriptEvents = new Set(['FunctionCall', 'FireAnimationFrame', 'EventDispatch', 'TimerFire', 'RunMicrotasks'])

/** Milliseconds of script between two animation frames of the main thread. */
async function scriptOfFrames(session: CDPSession, act: () => Promise<void>): Promise<readonly number[]> {
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline', 'v8'] },
  })
  await act()
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
  await session.send('Tracing.end')
  await complete
  const frames = events.filter(({ name }) => name === 'FireAnimationFrame')
  const main = frames[0]
  const mine = events
    .filter(({ name, ph, tid, pid }) => ph === 'X' && scriptEvents.has(name) && tid === main?.tid && pid === main?.pid)
    .toSorted((a, b) => a.ts - b.ts)
  const starts = frames.map(({ ts }) => ts).toSorted((a, b) => a - b)
  const sums = starts.map(() => 0)
  let covered = 0 // scripts call scripts: what lies inside another one is counted once
  let frame = 0
  for (const { ts, dur = 0 } of mine) {
    while (frame + 1 < starts.length && starts[frame + 1] <= ts) frame++
    const from = Math.max(ts, covered)
    covered = Math.max(covered, ts + dur)
    sums[frame] += Math.max(0, ts + dur - from) / 1000
  }
  return mergeSameFrame(starts, sums)
}

/** Several callbacks of one frame start within 4 ms of each other: they are one frame. */
function mergeSameFrame(starts: readonly number[], sums: readonly number[]): readonly number[] {
  const merged: number[] = []
  let last = Number.NEGATIVE_INFINITY
  for (const [i, start] of starts.entries()) {
    if (start - last < 4000) merged[merged.length - 1] += sums[i]
    else merged.push(sums[i])
    last = start
  }
  return merged
}

/** Notes when a canvas was last cleared, which is how every painting of a chart begins. */
function watchPaints(): void {
  const { prototype } = CanvasRenderingContext2D
  const { clearRect } = prototype
  Object.assign(globalThis, { lastPaint: 0 })
  prototype.clearRect = function (...args) {
    Object.assign(globalThis, { lastPaint: performance.now() })
    clearRect.apply(this, args)
  }
}

/** One jump of the range, in or out; the time until the last painting before 20 frames in which nothing was painted. */
function timeToSharp(page: Page, box: Box, round: number): Promise<number> {
  return page.evaluate(
    async ([x, y, n]) => {
      const target = document.elementFromPoint(x, y)
      const start = performance.now()
      const init = { deltaY: n % 2 === 0 ? -3000 : 3000, ctrlKey: true, clientX: x, clientY: y, bubbles: true }
      for (let i = 0; i < 4; i++) target?.dispatchEvent(new WheelEvent('wheel', { ...init, cancelable: true }))
      const { lastPaint } = globalThis as unknown as { lastPaint: number }
      let last = lastPaint
      for (let calm = 0; calm < 20; calm++) {
        await new Promise((resolve) => requestAnimationFrame(resolve))
        const now = (globalThis as unknown as { lastPaint: number }).lastPaint
        if (now !== last) calm = 0
        last = now
      }
      return last - start
    },
    [box.x + box.width * 0.4, box.y + box.height / 2, round] as const,
  )
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
