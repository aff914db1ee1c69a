/**
 * The speed floor: the barest loop that serves a list of requests. Chunked prefill of 512 tokens, batch cap 128, 16-token
 * blocks, affine cost, on typed arrays. No metrics, no preemption, no policies: not a design, only what an engine is
 * measured against, side by side in one process.
 */
/** Columns of the list, by arrival: seconds and tokens. */
export interface RequestList {
  readonly arrival: Float64Array
  readonly prompt: Int32Array
  readonly output: Int32Array
}

export interface FloorResult {
  readonly iterations: number
  readonly tokens: number
  /** Request-steps: entries of all batches. */
  readonly steps: number
  readonly duration: number
}

/** Serves the whole list once; a token processed is a position computed, so the sum is prompt + output − 1 a request. */
export function runFloor({ arrival, prompt, output }: RequestList): FloorResult {
  const n = arrival.length
  const done = new Int32Array(n)
  const ttft = new Float64Array(n)
  const finished = new Float64Array(n)
  const blocks = new Int32Array(n)
  const running = new Int32Array(128)
  const scheduled = new Int32Array(128)
  let batch = 0
  let next = 0
  let now = 0
  let free = 7000
  let iterations = 0
  let tokens = 0
  let steps = 0
  while (next < n || batch > 0) {
    if (batch === 0 && next < n && arrival[next] > now) now = arrival[next]
    let budget = 512
    let context = 0
    let attention = 0
    for (let i = 0; i < batch; i++) {
      const r = running[i]
      let t: number
      if (done[r] >= prompt[r]) {
        t = 1
        context += done[r]
      } else {
        t = Math.min(prompt[r] - done[r], budget)
        attention += t * (done[r] + t * 0.5)
      }
      if (t > budget) t = budget
      budget -= t
      scheduled[i] = t
      steps++
      const need = (done[r] + t + 15) >> 4
      if (need > blocks[r]) {
        free -= need - blocks[r]
        blocks[r] = need
      }
    }
    while (batch < 128 && next < n && arrival[next] <= now && budget > 0) {
      const r = next
      const need = (prompt[r] + 15) >> 4
      if (free - need < 70) break
      const t = Math.min(prompt[r], budget)
      budget -= t
      attention += t * t * 0.5
      blocks[r] = need
      free -= need
      running[batch] = r
      scheduled[batch++] = t
      next++
      steps++
    }
    const total = 512 - budget
    tokens += total
    now +=
      Math.max((total * 13.5e9) / 2.2e14, 13.5e9 / 1.6e12) +
      (context * 524288) / 1.55e12 +
      (attention * 524288) / 1.4e14 +
      1e-3
    iterations++
    let kept = 0
    for (let i = 0; i < batch; i++) {
      const r = running[i]
      const before = done[r]
      const after = before + scheduled[i]
      if (before < prompt[r] && after >= prompt[r]) ttft[r] = now - arrival[r]
      done[r] = after
      if (after >= prompt[r] + output[r] - 1) {
        finished[r] = now
        free += blocks[r]
      } else running[kept++] = r
    }
    batch = kept
  }
  return { iterations, tokens, steps, duration: now }
}
