/** Whether the browser has had a moment to itself since this came up: for what need not be in the first picture. */
import { useEffect, useState } from 'react'

/** A page that plays is never idle for long: then after this, ms. Safari has no idle callbacks and waits as long. */
const LATEST = 1500

export function useIdle(): boolean {
  const [isIdle, setIdle] = useState(false)
  useEffect(() => {
    const come = () => setIdle(true)
    if (typeof requestIdleCallback !== 'function') {
      const timer = setTimeout(come, LATEST)
      return () => clearTimeout(timer)
    }
    const handle = requestIdleCallback(come, { timeout: LATEST })
    return () => cancelIdleCallback(handle)
  }, [])
  return isIdle
}
