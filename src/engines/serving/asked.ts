/** What a run of a cluster can be asked beside what every engine knows. */
import { defineQuestion, LOOKING_AGAIN, WHOLE_RUN } from '../../kernel/question.ts'
import type { Bytes, Seconds, Tokens } from '../../kernel/units.ts'

/** Who holds each KV block of one instance at a moment. */
export interface BlockMap {
  readonly at: Seconds
  readonly instance: number
  readonly blockTokens: Tokens
  readonly bytesPerBlock: Bytes
  /** State of block i: index into `states`. */
  readonly state: Uint8Array
  readonly states: readonly string[]
  /** Request that holds it (the first of several), −1 for none. */
  readonly owner: Int32Array
  /** Requests that share it. */
  readonly holders: Int32Array
}

/** Iterations as points of a roofline: what each did, and the chip's two limits, of one device of the instance. */
export interface RooflinePoints {
  readonly length: number
  readonly start: Float64Array // seconds
  readonly time: Float64Array // seconds
  readonly flop: Float64Array
  readonly bytes: Float64Array
  readonly decodeTokens: Float64Array
  readonly prefillTokens: Float64Array
  /** Iterations of the range of which these are a sample. */
  readonly iterations: number
  /** FLOP/s and bytes/s that nothing on a device beats, and where they meet, in FLOP per byte. */
  readonly peak: number
  readonly bandwidth: number
  readonly ridge: number
}

/** Where the time of a request went, or of the mean finished one: parts that add up to the whole. */
export interface BlameReport {
  readonly parts: readonly string[]
  /** In the order of `parts`. */
  readonly seconds: readonly Seconds[]
  /** Requests that it is the mean of. */
  readonly requests: number
}

/** Looks again from the nearest checkpoint; null where nothing is known of that moment. */
export const blocks = defineQuestion<[at: Seconds, instance: number], BlockMap | null>({
  id: 'blocks',
  doing: 'looking again at KV blocks',
  patience: LOOKING_AGAIN,
})
/** At most `most` iterations of [from, until), evenly spread. */
export const roofline = defineQuestion<
  [from: Seconds, until: Seconds, instance: number, most: number],
  RooflinePoints | null
>({ id: 'roofline', doing: 'looking again at iterations', patience: LOOKING_AGAIN })
/** Of one request, or of the mean finished one (null); null where the run is too long to be watched again. */
export const blame = defineQuestion<[request: number | null], BlameReport | null>({
  id: 'blame',
  doing: 'watching the run again for its blame',
  patience: WHOLE_RUN,
})
/** The run as Chrome trace-event JSON, with `about` in `otherData`. */
export const chromeTrace = defineQuestion<[about: Readonly<Record<string, string>>], string>({
  id: 'chromeTrace',
  doing: 'writing the trace events of the run',
  patience: WHOLE_RUN,
})
/** The request table of Vidur. */
export const vidurCsv = defineQuestion<[], string>({
  id: 'vidurCsv',
  doing: 'writing the requests of the run',
  patience: WHOLE_RUN,
})
