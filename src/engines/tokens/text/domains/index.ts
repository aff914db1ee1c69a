/** Every domain with a generator. Prose and plays are known by their books only. */
import type { Domain } from '../domain.ts'
import { arithmetic } from './arithmetic.ts'
import { code } from './code.ts'
import { counting } from './counting.ts'
import { recall } from './recall.ts'
import { tools } from './tools.ts'

export const domains: readonly Domain[] = [code, tools, arithmetic, recall, counting]
