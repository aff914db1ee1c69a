/** The trained head of SpecDec++: a residual network on the draft's hidden state that foretells acceptance. */
import { exp } from '../../../../kernel/math.ts'
import type { WeightFile } from '../../contracts/weight-file.ts'
import { NORM_EPSILON } from '../../kernels/kernels.ts'

/** hidden (dim) → chance that the token fed there is accepted. Blocks x + SiLU(Wx + b), then one logit. */
export function acceptanceHead(file: WeightFile): (hidden: Float32Array) => number {
  const blocks = Array.from({ length: file.header.heads ?? 0 }, (_, block) => ({
    weight: file.tensor(`blocks.${block}.weight`),
    bias: file.tensor(`blocks.${block}.bias`),
  }))
  const out = file.tensor('out.weight')
  const [outBias] = file.tensor('out.bias')
  return (hidden) => {
    const dim = hidden.length
    let squares = 0
    for (let i = 0; i < dim; i++) squares += hidden[i] * hidden[i]
    // A residual stream grows with depth; its direction is what counts.
    const scale = 1 / Math.sqrt(squares / dim + NORM_EPSILON)
    let x: Float32Array = hidden.map((value) => value * scale)
    for (const { weight, bias } of blocks) {
      const next = new Float32Array(dim)
      for (let o = 0; o < dim; o++) {
        let sum = bias[o]
        for (let i = 0; i < dim; i++) sum += weight[o * dim + i] * x[i]
        next[o] = x[o] + sum / (1 + exp(-sum))
      }
      x = next
    }
    let logit = outBias
    for (let i = 0; i < dim; i++) logit += out[i] * x[i]
    return 1 / (1 + exp(-logit))
  }
}
