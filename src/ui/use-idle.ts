/** Whether the browser has had a moment to itself since this came up: for what need not be in the first picture. */
import { useEffect, useState } from 'react'

/** A page that plays is never idle for long: then after this, ms. Safari has no idle callbacks and waits as long. */
const LATEST = 1500

export function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false)
  useEffect(() => whenIdle(() => setIdle(true)), [])
  return isIdle
}

/** Does it in such a moment; what it gives back takes it back. */
export function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback !== 'function') {
    const timer = setTimeout(work, LATEST)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(work, { timeout: LATEST })
  return () => cancelIdleCallback(handle)
}
