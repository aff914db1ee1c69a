/** A run that is over, at another pace: texts and steps are what they were, and every time is booked anew in the order of the steps. */
import type { Pace } from './pace.ts'
import { StepTimes } from './step-times.ts'
import type { Outcome } from './tokens-run.ts'

export function atPace({ logs, rounds, totals, speculation, models }: Outcome, pace: Pace): Outcome {
  const again = {
    logs: logs.map((log) => log.untimed()),
    rounds: rounds.untimed(),
    totals: totals.untimed(),
  }
  const times = new StepTimes(pace, again.totals)
  let now = 0
  for (let row = 0; row < rounds.rounds; row++) {
    const request = again.logs[rounds.request[row]]
    const work = rounds.work[row]
    const { time, terms } = times.timeOf(work)
    const start = now
    now += time
    if (rounds.step[row] === 0) request.start = start
    times.book(work, { request, before: rounds.firstToken[row], start, end: now })
    again.rounds.start.push(start)
    again.rounds.end.push(now)
    again.rounds.terms.push(terms)
    request.end = now
  }
  return { ...again, speculation, pace, now, models }
}
