/** What can be looked up. A new subject is its folder and a line here. */
import { graph } from './graph/graph.ts'
import { keys } from './keys/keys.ts'
import { peers } from './peers/peers.ts'
import { vectors } from './vectors/vectors.ts'

export const subjects = [keys, vectors, graph, peers] as const
