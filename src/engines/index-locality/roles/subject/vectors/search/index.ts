/** How vectors are found. A new index is its file and a line here. */
import { atlas } from './atlas.ts'
import { flat } from './flat.ts'

export const searches = [atlas, flat] as const
