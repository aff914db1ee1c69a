/** Rules for which experts rows go to. A new one is its file and a line here. */
import { fixed } from './fixed.ts'
import { random } from './random.ts'
import { topK } from './top-k.ts'

export const routes = [topK, random, fixed] as const
