/** What is asked before the index. A new one is its file and a line here. */
import { atRandom } from './at-random.ts'
import { buffer } from './buffer.ts'
import { none } from './none.ts'

export const lookasides = [none, buffer, atRandom] as const
