/** A file of weights with some of its tensors replaced. */
import { InvariantError } from '../../../kernel/problem.ts'
import type { StoredMatrix, WeightFile } from '../contracts/weight-file.ts'

export interface Replaced {
  /** Norms, routers: by name. */
  readonly vectors: ReadonlyMap<string, Float32Array>
  readonly matrices: ReadonlyMap<string, StoredMatrix>
}

export const reformed = (file: WeightFile, { vectors, matrices }: Replaced): WeightFile => ({
  ...file,
  matrix: (name) => matrices.get(name) ?? file.matrix(name),
  codes(name) {
    if (matrices.has(name)) throw new InvariantError(`${name} is no longer kept as codes`)
    return file.codes(name)
  },
  tensor(name) {
    const vector = vectors.get(name)
    if (vector !== undefined) return vector.slice()
    const matrix = matrices.get(name)
    return matrix === undefined ? file.tensor(name) : valuesOf(matrix)
  },
})

/** Rows of floats, (outputs, inputs). */
export function valuesOf(matrix: StoredMatrix): Float32Array {
  const { inputs, outputs } = matrix
  if (matrix.kind === 'dense') return matrix.values.slice()
  const values = new Float32Array(inputs * outputs)
  for (let output = 0; output < outputs; output++)
    for (let input = 0; input < inputs; input++) {
      const at = output * inputs + input
      const scale =
        matrix.kind === 'codes'
          ? matrix.scales[output]
          : matrix.scales[Math.floor(input / matrix.group) * outputs + output]
      values[at] = matrix.codes[at] * scale
    }
  return values
}
