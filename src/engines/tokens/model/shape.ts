/** What follows from the shape of a model. */
import type { ModelShape } from '../contracts/shape.ts'

export const kvDimOf = ({ kvHeads, headDim }: ModelShape): number => kvHeads * headDim
