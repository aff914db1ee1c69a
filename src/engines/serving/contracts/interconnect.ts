/** How KV moves from one instance to another. */
import type * as z from 'zod'
import type { Bytes, Fraction, Seconds } from '../../../kernel/units.ts'
import type { Definition } from './definition.ts'

/** How KV moves from one instance to another. */
export interface Interconnect {
  /** Time on the links for `bytes` in `blocks` KV blocks, over `lanes` devices in parallel, once both ends are free. */
  seconds(bytes: Bytes, blocks: number, lanes: number): Seconds
  /** Whether a receiver fetches what fits it (`pull`), or a sender picks it when a prompt ends and waits for its room (`push`). */
  readonly initiative: 'pull' | 'push'
  /** How much longer iterations take on an instance that sends or receives. */
  readonly interference: Fraction
  /** Whether a receiver with `total` blocks takes another request while `onTheWay` of them are promised to requests on their way. */
  takes(onTheWay: number, total: number): boolean
}
export interface InterconnectContext {
  /** Of the set-up's link between accelerators, as reached. */
  readonly bandwidth: number
  readonly latency: Seconds
  /** Of the model: a block lies in memory once a layer. */
  readonly layers: number
}
export const defineInterconnect = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, Interconnect, InterconnectContext>,
): Definition<Id, K, Interconnect, InterconnectContext> => definition
