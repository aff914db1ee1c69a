/** Whether the large model that the target stands for would fit the accelerator at all: modelled time does not ask. */
import { accelerators } from '../../../catalog/accelerators.ts'
import { find } from '../../../catalog/find.ts'
import { models } from '../../../catalog/models.ts'
import { kvBytesPerToken } from '../../../formulas/kv-bytes-per-token.ts'
import { parameterCounts } from '../../../formulas/parameter-counts.ts'
import { PLAIN_BYTES, weightBytes } from '../../../formulas/weight-bytes.ts'
import type { Problem } from '../../../kernel/problem.ts'
import type { Bytes } from '../../../kernel/units.ts'
import { WHOLE_TEXT } from '../model/bench.ts'
import { expertsOf } from './mixtures.ts'
import type { TokensSetup } from './schema.ts'

const gigabytes = (bytes: Bytes): string => `${(bytes / 1e9).toFixed(1)} GB`

/** A notice: the run goes on, and its seconds are those of a card that had the room. */
export function cardProblems(setup: TokensSetup): readonly Problem[] {
  const { accelerator, standsFor, batch, contextScale } = setup.pace
  const { memory, title } = find(accelerators, accelerator)
  const model = find(models, standsFor)
  const weights = weightBytes(model, 'bf16') - awayBytes(setup)
  const tokens = WHOLE_TEXT * contextScale
  const kv = batch * tokens * kvBytesPerToken(model, PLAIN_BYTES)
  if (weights + kv <= memory) return []
  const streams = `${batch} ${batch === 1 ? 'text' : 'texts'} of ${tokens} tokens`
  const what =
    weights > memory
      ? `The weights of ${model.title} take ${gigabytes(weights)}`
      : `The weights of ${model.title} take ${gigabytes(weights)}, and ${streams} up to ${gigabytes(kv)} of KV`
  return [
    {
      code: 'does-not-fit',
      message: `${what}; ${title} has ${gigabytes(memory)}. Modelled time is that of a card that had the room.`,
      remedy: 'Choose a larger card, a smaller model, fewer streams beside, or a smaller scale of the context.',
      path: weights > memory ? 'setup.pace.standsFor' : 'setup.pace.batch',
      severity: 'notice',
    },
  ]
}

/** Of experts that lie in the host's memory: the same share of the large model's as of the small one's. */
function awayBytes(setup: TokensSetup): Bytes {
  const experts = expertsOf(setup)
  const { held = experts } = setup.expertCache.knobs as { readonly held?: number }
  if (experts === 0) return 0
  const model = find(models, setup.pace.standsFor)
  const { feedForward, expert, expertLayers, denseLayers } = parameterCounts(model)
  const routed = model.experts === undefined ? denseLayers * feedForward : expertLayers * expert * model.experts.count
  return PLAIN_BYTES * routed * Math.max(0, 1 - held / experts)
}
