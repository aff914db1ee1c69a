/** What both implementations of the kernels have in common: the form of a packed matrix. */
import type { Codes, Grouped } from '../contracts/kernels.ts'

/** Outputs that stand together in a packed matrix, and the head dimension the kernels are written for. */
export const PANEL = 32
export const HEAD_DIM = 32

export const NORM_EPSILON = 1e-5

/** Where the code of (output, input) stands in panels of 32 outputs: one input after another, an input's outputs together. */
export const placeInPanels = (output: number, input: number, inputs: number): number =>
  (output - (output % PANEL)) * inputs + input * PANEL + (output % PANEL)

/** Inputs of a panel that the fast kernels can unpack: 64,512 bytes of 128 each. */
const MOST_INPUTS = 504

export function checkPanels({ inputs, outputs }: Pick<Codes, 'inputs' | 'outputs'>): void {
  if (outputs % PANEL !== 0) throw new Error(`${outputs} outputs are no multiple of ${PANEL}`)
  if (inputs > MOST_INPUTS) throw new Error(`${inputs} inputs, and the kernels have room for ${MOST_INPUTS}`)
}

/** Bits that are counted of a packed matrix, where somebody has said. */
export const counted = (bits: number | undefined): { readonly bits?: number } => (bits === undefined ? {} : { bits })

/** A code is a whole number that bfloat16 can hold: eight binary digits. */
const MOST_CODE = 256

export function checkGroups({ inputs, outputs, group, codes, scales }: Grouped): void {
  checkPanels({ inputs, outputs })
  const groups = Math.ceil(inputs / group)
  if (scales.length !== groups * outputs)
    throw new Error(`${scales.length} scales for ${groups} groups of ${outputs} outputs`)
  const wrong = codes.find((code) => code < -MOST_CODE || code > MOST_CODE)
  if (wrong !== undefined) throw new Error(`code ${wrong} is beyond ${MOST_CODE}`)
}

/** Rounds rows of floats to codes: for matrices that do not come from a file. */
export function codesOf(rows: Float32Array, outputs: number, inputs: number): Codes {
  const codes = new Int8Array(rows.length)
  const scales = new Float32Array(outputs)
  for (let output = 0; output < outputs; output++) {
    const row = rows.subarray(output * inputs, (output + 1) * inputs)
    const most = row.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0)
    scales[output] = most === 0 ? 1 : most / 127
    for (let input = 0; input < inputs; input++)
      codes[output * inputs + input] = Math.floor(row[input] / scales[output] + 0.5)
  }
  return { inputs, outputs, codes, scales }
}
