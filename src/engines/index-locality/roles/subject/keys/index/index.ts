/** Structures that hold keys in order. A new one is its file and a line here. */
import { bPlusTree } from './b-plus-tree.ts'
import { bSkiplist } from './b-skiplist.ts'
import { skiplist } from './skiplist.ts'

export const indexes = [bSkiplist, skiplist, bPlusTree] as const
