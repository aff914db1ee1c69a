/** Every task of the ladder. A new one is its file and a line here. */
import { brackets } from './brackets.ts'
import { chains } from './chains.ts'
import { hops } from './hops.ts'
import { sums } from './sums.ts'
import type { Task } from './task.ts'

export const tasks: readonly Task[] = [sums, chains, brackets, hops]
