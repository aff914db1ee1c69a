/**
 * Rules of the lab, each with a way to break it and the specifications that must notice. What to do about one that survives: write
 * the specification, not a weaker mutation. One a line of thought; whoever moves a rule moves its line here (`--check` asks).
 */
import { engineMutations } from './mutations.engine.ts'
import { roomMutations } from './mutations.rooms.ts'

export interface Mutation {
  /** `part: what it does instead`. */
  readonly name: string
  /** From the root of the project. */
  readonly file: string
  /** The rule as it stands, and what stands there instead. */
  readonly from: string
  readonly to: string
  /** How often `from` stands in the file: all of them are replaced. */
  readonly places?: number
  /** Files or folders of tests below `test/`. */
  readonly noticedBy: readonly [string, ...string[]]
}

export const mutations: readonly Mutation[] = [...engineMutations, ...roomMutations]
