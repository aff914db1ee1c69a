/**
 * Bytes of weights by dtype. Quantisers leave embedding, output head, norms and gates in bf16, and so do we.
 *
 * int4 carries one bf16 scale for 128 weights (the usual group of GPTQ and AWQ): 0.5 + 2 / 128 = 0.515625 bytes.
 * fp8 and int8 scales (one a channel or a block of 128 × 128) are under 0.1 % and left out.
 */
import type { MatrixDtype } from '../catalog/accelerator.ts'
import type { Model } from '../catalog/model.ts'
import type { Bytes } from '../kernel/units.ts'
import { parameterCounts } from './parameter-counts.ts'

/** What quantisers leave alone: bf16. */
export const PLAIN_BYTES = 2

const byDtype: Readonly<Record<MatrixDtype, Bytes>> = { bf16: 2, fp8: 1, int8: 1, int4: 0.5 + 2 / 128 }

/** Bytes of one quantised weight, its share of the scales included. */
export const bytesPerWeight = (dtype: MatrixDtype): Bytes => byDtype[dtype]

/** Bytes of the whole model. Llama-3.1-8B in bf16: 8,030,261,248 × 2 = 16.06 GB. */
export function weightBytes(model: Model, dtype: MatrixDtype): Bytes {
  const { total, embedding, head, norms, gate, expertLayers } = parameterCounts(model)
  const plain = embedding + head + model.dim + model.layers * norms + expertLayers * gate
  return plain * PLAIN_BYTES + (total - plain) * bytesPerWeight(dtype)
}
