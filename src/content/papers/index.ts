/** The papers whose mechanism runs; the others of the list are planned. A new one is its file and a line here. */
import { dynamicSplitfuse } from './dynamic-splitfuse.ts'
import listed from './list.json' with { type: 'json' }
import type { ListedPaper, Paper } from './paper.ts'

export type { ListedPaper, Paper } from './paper.ts'

export const papers: readonly Paper[] = [dynamicSplitfuse]

/** All that the lab is to cover, in the order of the families. */
export const listedPapers = listed as readonly ListedPaper[]
