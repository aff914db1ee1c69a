/** Every paper that runs, loaded. */
import { papers } from '../../src/content/papers/index.ts'
import type { Paper } from '../../src/content/papers/paper.ts'

export const allPapers: readonly Paper[] = await Promise.all(Object.values(papers).map((load) => load()))
