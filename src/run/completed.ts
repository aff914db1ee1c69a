/** What is known of a document without simulating it: plain data, also for the page. */
import type { Fact } from '../kernel/engine.ts'
import type { Problem } from '../kernel/problem.ts'

export interface Completed {
  /** Whole setup of each arm: defaults filled in, patches applied, wrong values replaced. */
  readonly arms: readonly CompletedArm[]
  /** Simulations this document asks for: arms × sweep points × seeds. */
  readonly runs: number
  /** Problems of the envelope (unknown engine, missing data, wrong events …), beside those of the arms. */
  readonly problems: readonly Problem[]
  /** Data named in the document that the worker does not hold. */
  readonly missingData: readonly string[]
}

export interface CompletedArm {
  readonly key: string
  readonly setup: Readonly<Record<string, unknown>>
  readonly problems: readonly Problem[]
  /** Known before any run: KV capacity, weights, requests that fit. */
  readonly facts: readonly Fact[]
}
