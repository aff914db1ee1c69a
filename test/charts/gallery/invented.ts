/**
 * A crude server with invented requests, only to have windows of a plausible shape to look at. Nothing here is a model.
 */
import { createDraws } from '../../../src/kernel/draws.ts'
import { countWindow, gridWindow, levelWindow, spanWindow } from '../windows.ts'

interface Invented {
  readonly arrival: number
  readonly prompt: number
  readonly output: number
  done: number
  written: number
  state: number
  since: number
  lane: number
}

const states = ['queued', 'prefill', 'decode', 'preempted', 'swapped', 'finished']

/** Windows of an invented run: `load` scales arrivals, `slots` how many may run. */
export function inventRun(seed: number, horizon: number, load: number, slots: number) {
  const draws = createDraws(seed)
  const chance = draws.stream('invented')
  const waiting: Invented[] = []
  const all: Invented[] = []
  let t = 0
  for (let i = 0; t < horizon; i++) {
    t += -Math.log(chance.at(i, 0)) / load
    all.push(invent(i, t))
  }
  for (let i = 0; i < 30; i++) all.push({ ...invent(5000 + i, 9 + i * 0.035), prompt: 1300 + chance.at(i, 7) * 2400 })
  all.sort((a, b) => a.arrival - b.arrival)
  function invent(i: number, arrival: number): Invented {
    const prompt = 300 + chance.at(i, 1) * 1800
    return {
      arrival,
      prompt,
      output: 60 + chance.at(i, 2) * 300,
      done: 0,
      written: 0,
      state: 0,
      since: arrival,
      lane: -1,
    }
  }
  const capacity = 46_000
  const running: Invented[] = []
  const free: number[] = []
  let lanes = 0
  let next = 0
  const spans: number[][] = []
  const kv: number[][] = []
  const batch: number[][] = []
  const queue: number[][] = []
  const preemptions: number[][] = []
  const acceptance: number[][] = []
  const tokens: number[][] = []
  const itl: number[][] = []
  const experts: number[][] = []
  const enter = (request: Invented, state: number, now: number, item: number): void => {
    if (now > request.since) spans.push([request.since, now, request.lane, request.state, item])
    request.state = state
    request.since = now
  }
  const step = 0.04
  const popularity = Array.from({ length: 128 }, (_, e) => chance.at(e, 11) ** 3)
  let idle = 0
  for (let n = 0; n * step < horizon; n++) {
    const now = n * step
    while (next < all.length && all[next].arrival <= now) {
      const request = all[next++]
      request.lane = free.shift() ?? lanes++
      waiting.push(request)
    }
    let budget = 620
    let prefilled = 0
    let used = running.reduce((sum, r) => sum + r.done + r.written, 0)
    const decoding = running.filter((r) => r.state === 2)
    let accepted = 0
    let rejected = 0
    let discarded = 0
    let bonus = 0
    decoding.forEach((r, i) => {
      let k = 0
      while (k < 4 && chance.at(n, i * 7 + k + 20) < 0.78 + 0.12 * Math.sin(now / 3)) k++
      accepted += k
      if (k < 4) {
        rejected++
        discarded += 3 - k
      } else bonus++
      r.written += k + 1
      budget -= 5
      if (r.written >= r.output) {
        enter(r, 5, now, all.indexOf(r))
        running.splice(running.indexOf(r), 1)
        free.push(r.lane)
        free.sort((a, b) => a - b)
        idle = Math.min(9000, idle + r.prompt * 0.3)
      }
    })
    for (const r of running) {
      if (r.state !== 1 || budget <= 0) continue
      const chunk = Math.min(budget, r.prompt - r.done)
      r.done += chunk
      budget -= chunk
      prefilled += chunk
      if (r.done >= r.prompt) enter(r, 2, now, all.indexOf(r))
    }
    while (waiting.length > 0 && running.length < slots && used + waiting[0].prompt < capacity * 0.98) {
      const r = waiting.shift() as Invented
      enter(r, 1, now, all.indexOf(r))
      running.push(r)
      used += r.prompt
    }
    used = running.reduce((sum, r) => sum + r.done + r.written, 0)
    if (used > capacity * 0.93 && running.length > 6 && chance.at(n, 5) < 0.2) {
      const r = running.pop() as Invented
      r.done = 0
      enter(r, chance.at(n, 6) < 0.3 ? 4 : 3, now, all.indexOf(r))
      waiting.unshift(r)
      preemptions.push([now, 1])
    }
    idle = Math.max(0, Math.min(idle * 0.998, capacity - used))
    const of = (state: number): number =>
      running.filter((r) => r.state === state).reduce((s, r) => s + r.done + r.written, 0)
    kv.push([now, of(2), of(1), idle])
    batch.push([now, decoding.length * 5, prefilled])
    queue.push([now, waiting.length])
    tokens.push([now, accepted + bonus + rejected, prefilled])
    itl.push([now, decoding.length === 0 ? Number.NaN : 0.018 + prefilled * 4e-5 + decoding.length * 2e-4])
    if (decoding.length > 0) acceptance.push([now, accepted, bonus, rejected, discarded, decoding.length])
    else acceptance.push([now, 0, 0, 0, 0, 0])
    if (n % 4 === 0) {
      const amount = decoding.length + prefilled / 20
      experts.push([
        now,
        ...[0, 1].flatMap((layer) =>
          popularity.map(
            (p, e) =>
              amount * p * (0.6 + 0.5 * Math.sin(now / 2.3 + e * (layer + 1)) ** 2) * chance.at(n, e + layer * 200),
          ),
        ),
      ])
    }
  }
  for (const r of [...running, ...waiting]) enter(r, 5, horizon, all.indexOf(r))
  spans.sort((a, b) => a[0] - b[0] || a[2] - b[2])
  const itlWindow = levelWindow({ title: 'Inter-token latency', unit: 's', series: ['ITL'] }, itl, horizon)
  itlWindow.high.forEach((value, i) => {
    itlWindow.high[i] = value * (1.2 + chance.at(i, 40))
    itlWindow.low[i] = value * 0.8
  })
  return {
    kv: levelWindow(
      { id: 'kv/0', title: 'KV-cache occupancy', unit: 'tokens', series: ['decode', 'prefill', 'cached'], capacity },
      kv,
      horizon,
    ),
    preemptions: countWindow({ title: 'Preemptions', unit: 'requests', series: ['preempted'] }, preemptions, horizon),
    requests: spanWindow({ title: 'Requests', unit: 'requests', series: states }, spans, lanes),
    batch: levelWindow({ title: 'Batch', unit: 'tokens', series: ['decode', 'prefill'] }, batch, horizon),
    queue: levelWindow({ title: 'Waiting', unit: 'requests', series: ['waiting'] }, queue, horizon),
    itl: itlWindow,
    tokens: countWindow({ title: 'Tokens processed', unit: 'tokens', series: ['decode', 'prefill'] }, tokens, horizon),
    acceptance: countWindow(
      {
        title: 'Token acceptance',
        unit: 'tokens',
        provenance: 'computed',
        series: ['accepted', 'bonus', 'rejected', 'discarded', 'rounds'],
      },
      acceptance,
      horizon,
    ),
    experts: gridWindow(
      { title: 'Expert activations', unit: 'activations', provenance: 'assumed', series: ['layer 0', 'layer 16'] },
      128,
      experts,
      horizon,
    ),
  }
}
