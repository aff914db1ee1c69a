/**
 * What every engine offers, whatever it simulates; what has a `?` is a capability that one may lack, and is then offered nowhere. `run` builds one simulation per arm, sweep point and seed and drives it.
 */

import type { ArtefactKind, ArtefactRequest, ArtefactWork } from './artefacts.ts'
import type { Decisions } from './decision.ts'
import type { Description } from './description.ts'
import type { Draws } from './draws.ts'
import type { Limit, LimitTimes } from './limits.ts'
import type { MetricValues, UnitValues } from './metric.ts'
import type { Problem, Result } from './problem.ts'
import type { Answers } from './question.ts'
import type { Steps } from './steps.ts'
import type { Recorder, TrackReader } from './tracks.ts'
import type { Seconds } from './units.ts'

export interface Engine<Setup = unknown> {
  readonly id: string
  readonly version: string
  readonly title: string
  describe(): Description
  /** Validates and fills in defaults. Wrong values are replaced by defaults and told as notices; only nonsense fails. */
  complete(setup: unknown): { readonly setup: Setup; readonly problems: readonly Problem[] }
  /** What stops this set-up from running (weights larger than memory …), and facts known before any run. */
  check(setup: Setup): { readonly problems: readonly Problem[]; readonly facts: readonly Fact[] }
  /** What stops these set-ups from running side by side, as the arms of a document do, where each alone could run. */
  checkTogether?(setups: readonly Setup[]): readonly Problem[]
  /** Files that a run of this set-up reads (weights …), by name below `models/`. */
  files?(setup: Setup): readonly string[]
  /** What a run of this set-up needs computed by another engine. */
  artefacts?(setup: Setup): readonly ArtefactRequest[]
  /** Computes what another engine follows, or a file keeps; null of a kind that is not its own. */
  record?(setup: Setup, context: ArtefactContext, kind: ArtefactKind): Result<ArtefactWork> | null
  /** What its algorithms decide, by `role/id`: a check flips one and demands that somebody notices. */
  decisions?(): Readonly<Record<string, Decisions>>
  /** The JSON Schema of a set-up as people write it: whatever has a default may be left out. */
  jsonSchema?(): Readonly<Record<string, unknown>>
  /** What is wrong with events, each already with its whole set-up: notices, since the others still happen. */
  checkEvents?(setup: Setup, events: readonly DocumentEvent[]): readonly Problem[]
  start(setup: Setup, context: SimulationContext): Result<Simulation>
  /** The same in steps below 50 ms, where a start can take longer than that. */
  starting?(setup: Setup, context: SimulationContext): Steps<Result<Simulation>>
}

export interface SimulationContext {
  readonly draws: Draws
  readonly recorder: Recorder
  /** Simulated-time events of the document, sorted by time. */
  readonly events: readonly DocumentEvent[]
  /** Data sets named in the document (an arrival table of a trace …), by key. */
  readonly data: Readonly<Record<string, unknown>>
  /** The files that the engine asked for, by name. */
  readonly files?: Readonly<Record<string, Uint8Array>>
  /** What other engines have computed for it, by `artefactKey`. */
  readonly artefacts?: Readonly<Record<string, unknown>>
  /** Among runs of the same seed, files and data, of which nobody sees more than figures: what one did and another need not do again. */
  readonly shared?: Shared
}

/** By keys that are the engine's own. A figure is the same to the digit with it and without. */
export type Shared = Map<string, unknown>

export interface ArtefactContext {
  readonly draws: Draws
  readonly files: Readonly<Record<string, Uint8Array>>
}

/** `{ at, kind, … }` as in the document; the engine knows the kinds. */
export interface DocumentEvent {
  readonly key: string
  readonly at: Seconds
  readonly kind: string
  readonly [detail: string]: unknown
}

export interface Simulation {
  /** Time of the last event handled. */
  readonly now: Seconds
  /** Events expected to be over when the run is: for a progress bar. 0 to 1. */
  readonly share: number
  /** Handles events up to `until`, at most `events` of them. `done` when nothing is left or the horizon is reached. */
  advance(until: Seconds, events: number): 'more' | 'done'
  summary(): Summary
  /** Its figures taken apart, where parts of the run do not depend on each other: asked once, at its end. */
  units?(): UnitValues
  /** What it can be asked beside its tracks: the page leaves out what is not there. */
  readonly answers?: Answers
  /**
   * Simulates [from, until) again, recorded afresh and so at full resolution; null where that would take too long or lies
   * beyond what is known. Reads only: the simulation itself stays where it is.
   */
  replay?(from: Seconds, until: Seconds): TrackReader | null
}

/** One named quantity with what it is made of: for read-outs, number cards and `cli explain`. */
export interface Fact {
  readonly id: string
  readonly label: string
  readonly value: number | string
  readonly unit?: string
  /** The formula with its symbols, and with substituted values. */
  readonly formula?: string
  readonly source?: string
}

/** One operator of one iteration. Times are seconds for the whole iteration (all layers). */
export interface OperatorTerm {
  readonly operator: string
  readonly time: Seconds
  readonly flop: number
  readonly bytes: number
  /** The limit that alone would take longest. */
  readonly bound: Limit
  readonly alone: LimitTimes
}

export interface Explanation {
  readonly start: Seconds
  readonly end: Seconds
  readonly instance: number
  readonly facts: readonly Fact[]
  readonly terms: readonly OperatorTerm[]
  /** Sentences made from the facts above, for people. `{0}` stands for the first of `links`. */
  readonly sentences: readonly string[]
  readonly links?: readonly Citation[]
}

/** A moment that an explanation cites, and the request it is about (−1 none). */
export interface Citation {
  readonly label: string
  readonly at: Seconds
  readonly request: number
}

export interface Distribution {
  readonly n: number
  readonly mean: number
  readonly p50: number
  readonly p90: number
  readonly p99: number
  readonly max: number
}

/** Numbers of a finished or running simulation. Seconds, tokens, fractions. `metrics` are what the page and sweeps list, by id: their words are in the description. */
export interface Summary {
  readonly digest: string
  /**
   * How the run ended: `drained`, nobody is left inside; `time-limit`, a limit was set and reached; `overloaded`, the same with a backlog
   * that was still growing; `stranded`, nobody is left who could serve those inside. `running` before.
   */
  readonly ending: 'drained' | 'time-limit' | 'overloaded' | 'stranded' | 'running'
  /** Since when nobody is left who could serve, also while the run goes on; absent where somebody is. */
  readonly outage?: Outage
  readonly metrics: MetricValues
  /** How far the figures can be believed; absent where they are computed and not foretold. */
  readonly validity?: Validity
  /** The engine's own report, as printed by `cli run --json`. */
  readonly report: Readonly<Record<string, unknown>>
}

/** Nobody is left who could serve. */
export interface Outage {
  readonly since: Seconds
  /** Key of the document's event that took the last of them, null where none did. */
  readonly event: string | null
  /** Requests inside that wait for it. */
  readonly requests: number
  /** When a later event brings somebody back; null never, then these requests can never finish. */
  readonly until: Seconds | null
  /** The same as a sentence. */
  readonly message: string
}

/**
 * `inside` what the cost model was calibrated on, `extrapolating` beyond it, or `failing`: in a regime where small differences of an
 * engine decide and simulators are known to go wrong. With the reasons, in sentences.
 */
export interface Validity {
  readonly level: 'inside' | 'extrapolating' | 'failing'
  readonly reasons: readonly string[]
  /** Edits that bring it nearer to what was measured, offered as a button. */
  readonly mend?: NonNullable<Problem['mend']>
}
