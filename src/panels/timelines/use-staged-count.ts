/**
 * How many of a list's rows are on the page so far: those of the first screen at once, then one whenever the browser is idle.
 * Ten charts in one go are a task of half a second on a phone, in which it hears no finger.
 */
import { useEffect, useState } from 'react'

/** The signature timelines: what the first screen shows. */
const FIRST = 4
/** Safari has no idle callbacks: one row every two frames there. */
const PAUSE = 34 // ms

export function useStagedCount(most: number): number {
  const [count, setCount] = useState(FIRST)
  useEffect(() => {
    if (count >= most) return
    const next = () => setCount((now) => now + 1)
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(next, PAUSE)
      return () => clearTimeout(timer)
    }
    // At the latest after a second: a page that plays is never idle for long.
    const handle = requestIdleCallback(next, { timeout: 1000 })
    return () => cancelIdleCallback(handle)
  }, [count, most])
  return Math.min(count, most)
}
