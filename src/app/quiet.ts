/** Calls once when the page has fetched nothing for `pause` milliseconds, unless it is stopped before by what is handed back. */
export function whenQuiet(pause: number, then: () => void): () => void {
  let timer = setTimeout(end, pause)
  const watch = new PerformanceObserver(() => {
    clearTimeout(timer)
    timer = setTimeout(end, pause)
  })
  watch.observe({ type: 'resource' })
  function stop() {
    clearTimeout(timer)
    watch.disconnect()
  }
  function end() {
    stop()
    then()
  }
  return stop
}
