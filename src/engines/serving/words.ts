/** Words that explanations share. */
import type { Limit } from '../../kernel/limits.ts'
import type { Seconds } from '../../kernel/units.ts'

export const boundWords: Readonly<Record<Limit, string>> = {
  compute: 'arithmetic',
  memory: 'reading memory',
  network: 'the network',
  overhead: 'fixed overhead',
}

/** `1 request`, `3 requests`. */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`

export const milliseconds = (time: Seconds): string => `${(time * 1e3).toFixed(2)} ms`

/** `412 ms` below a second, `3.27 s` above. */
export const duration = (time: Seconds): string =>
  time < 1 ? `${(time * 1e3).toPrecision(3)} ms` : `${time.toPrecision(3)} s`

export const moment = (time: Seconds): string => `${time.toFixed(2)} s`
