/** What a cluster is made of: pools of instances, what each does, and how it is spread over devices. */
import type * as z from 'zod'
import type { Fraction, Seconds, Tokens } from '../../../kernel/units.ts'
import type { Definition } from './definition.ts'

/** How an instance is spread over devices. */
export interface Shape {
  readonly tensor: number
  readonly pipeline: number
  readonly data: number
  /** Experts are spread over tensor × data ranks instead of being cut by tensor parallelism. */
  readonly expertParallel: boolean
}
/** What an instance does: whole requests, prompts that it hands over with their KV, or the answers to those. */
export type Duty = 'whole' | 'prefill' | 'decode'
/** Instances that are alike. */
export interface Pool extends Shape {
  readonly instances: number
  readonly duty: Duty
  /** Classes of requests that come here, by number; all where absent. */
  readonly serves?: readonly number[]
  /** Prompts and answers run side by side on shares of the instance, and not in one batch. */
  readonly partition?: Partition
}
export interface Placement {
  /** In the order of the instances' numbers; at least one takes arrivals. */
  readonly pools: readonly Pool[]
  /** Instances change what they do, rest and come back as the load asks; absent where all stay as they are. */
  readonly fleet?: FleetControl
}

/** Who does what changes while the cluster runs: an instance is emptied first, and then takes its time to start as what it becomes. */
export interface FleetControl {
  /** Between two looks. */
  readonly interval: Seconds
  /** From being empty, or at rest, to serving. */
  readonly loadTime: Seconds
  /** Looks in a row that must ask for a change before it is made. */
  readonly patience: number
  /** What is to change, of what is seen of all instances that are not dead. */
  wishes(seen: readonly InstanceSeen[]): readonly FleetChange[]
}
/** What an instance is up to: it serves, serves whom it has and nobody new, starts, or is switched off. */
export const Standing = { works: 0, drains: 1, loads: 2, rests: 3 } as const
export type Standing = (typeof Standing)[keyof typeof Standing]
export interface InstanceSeen {
  readonly instance: number
  /** Number of its pool in the placement. */
  readonly pool: number
  readonly standing: Standing
  readonly duty: Duty
  /**
   * Since the last look: for prompts the share of the time in which it had an iteration under way; for answers the tokens that it
   * emitted, of those that full batches would have, as many streams as its places and its cache hold.
   */
  readonly utilisation: Fraction
  /** Blocks free beyond those that its waiting requests ask for, and its requests: see freeness.ts. */
  readonly room: { readonly blocks: number; readonly requests: number }
}
/** `duty`: what the instance is to do from then on; null switches it off. */
export interface FleetChange {
  readonly instance: number
  readonly duty: Duty | null
}

/** Two lanes on one instance: what share of the accelerators each has, and what that makes of its speed. */
export interface Partition {
  /** Share of the prompts' lane and of the answers', each in (0, 1]; their sum may be above 1. */
  readonly shares: readonly [prefill: Fraction, decode: Fraction]
  /** Speed of a lane with this share, relative to the whole accelerator; `isOtherBusy` while the other lane has a batch too. */
  speed(lane: Lane, share: Fraction, isOtherBusy: boolean): number
  /** Asked every `interval` seconds of what ended meanwhile; new shares take effect `delay` later. Null where shares stay. */
  readonly control: {
    readonly interval: Seconds
    readonly delay: Seconds
    adjust(shares: readonly [Fraction, Fraction], seen: LaneReport): readonly [Fraction, Fraction]
  } | null
  /** Memory is the answers' lane's to give; null where either lane takes what it needs. */
  readonly grants: Grants | null
}

/** The prompts' lane asks for its next prompts, and the answers' lane grants them between two of its iterations. */
export interface Grants {
  /** Tokens of prompts from which on no further one is asked for at once. */
  readonly most: Tokens
  /** Whether a prompt that needs so many blocks may have them, of those that are free beside so many streams. */
  grants(needed: number, free: number, streams: number): boolean
}
export const Lane = { prefill: 0, decode: 1 } as const
export type Lane = (typeof Lane)[keyof typeof Lane]
/** Of an interval: how far first tokens and further ones were from their limits (p90 over the limit), and who waits. */
export interface LaneReport {
  readonly ttftOverLimit: number
  readonly tpotOverLimit: number
  readonly waitingTokens: Tokens
  readonly streams: number
}
export const definePlacement = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, Placement, null>,
): Definition<Id, K, Placement, null> => definition
