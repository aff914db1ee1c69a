/** Who arrives, when and with what. */
import type * as z from 'zod'
import type { Seconds, Tokens } from '../../../kernel/units.ts'
import type { ArrivalTable } from '../../../traces/arrivals.ts'
import type { ContentWriter } from './content.ts'
import type { Definition, RoleContext } from './definition.ts'
import type { Length } from './length.ts'
import type { RequestId } from './request.ts'

/** Who arrives, when and with what. */
export interface Workload {
  /** Time of the next arrival; Infinity when none is known now (a closed loop may produce one when a request ends). */
  peek(): Seconds
  /** Fills row `request` for the arrival that `peek` announced (prompt, output, content, class) and moves on. */
  take(request: RequestId): void
  /** A request ended, however it did: closed loops and sessions answer with what comes next. */
  ended(request: RequestId, now: Seconds): void
  /** Contexts that stream in: what becomes known of which request's prompt, and when. */
  readonly growth?: {
    /** Positions of the prompt that are known when the request arrives. */
    known(request: RequestId): Tokens
    peek(): Seconds
    /** What `peek` announced. */
    next(): Growth
    /** It has happened. */
    take(): void
  }
  /** The conversation or program that a request is a call of, −1 for none. */
  programOf?(request: RequestId): number
  /** Which of its prompts a request asks, where they are asked several times; −1 for one that nobody else asks. */
  readonly promptOf?: (request: RequestId) => number
  /** Requests it will produce in all, where known (for progress); Infinity otherwise. */
  readonly expected: number
  /** New requests come only when earlier ones have ended: load never exceeds what is served. */
  readonly waitsForAnswers?: boolean
}
export interface WorkloadContext extends RoleContext {
  readonly prompt: Length
  readonly output: Length
  /** Prompts and outputs share prefixes through content: see content.ts. */
  readonly content: ContentWriter
  /** Arrival tables named in the document. */
  readonly table: (key: string) => ArrivalTable | null
  /** Draws a service class for request number `index` by the shares of the set-up. */
  readonly drawClass: (index: number) => number
  /** How many times as long as the set-up's the prompts and answers of a class are. */
  readonly scales: readonly { readonly prompt: number; readonly output: number }[]
  /** Sharing of system prompts: group of request number `index` or −1, and its tokens. */
  readonly systemPrompt: { readonly tokens: Tokens; groupOf(index: number): number }
  /** Burst events of the document, sorted by time: `requests` more arrive within `over` seconds from `at`. */
  readonly bursts: readonly {
    readonly at: Seconds
    readonly requests: number
    readonly over: Seconds
    readonly promptTokens?: Tokens
    readonly outputTokens?: Tokens
  }[]
}
export interface WorkloadDefinition<Id extends string = string, Knobs extends z.ZodType = z.ZodType>
  extends Definition<Id, Knobs, Workload, WorkloadContext> {
  /** Its data say how long requests are: the set-up's lengths are not asked. */
  readonly hasOwnLengths?: true
  /** Whether its workloads have `growth`: prompts become known piece by piece. */
  readonly streams?: true
  /** Whether its workloads have `programOf`: requests may belong together. */
  readonly hasPrograms?: true
}
export const defineWorkload = <Id extends string, K extends z.ZodType>(
  definition: WorkloadDefinition<Id, K>,
): WorkloadDefinition<Id, K> => definition

/** What has become known of a request's prompt. */
export interface Growth {
  readonly request: RequestId
  /** Positions that are known now. The last one of all only comes with the end of the stream. */
  readonly available: Tokens
  /** Positions from the beginning that stay what they were. */
  readonly kept: Tokens
  readonly isComplete: boolean
}
