/**
 * Rules of the lab, each with a way to break it and the specifications that must notice. What to do about one that survives: write
 * the specification, not a weaker mutation. One a line of thought; whoever moves a rule moves its line here (`--check` asks).
 */
import { engineMutations } from './mutations.engine.ts'
import type { Mutation } from './mutations.mutation.ts'
import { roomMutations } from './mutations.rooms.ts'

export const mutations: readonly Mutation[] = [...engineMutations, ...roomMutations]
