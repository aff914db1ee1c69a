/** The models a set-up can choose: every catalogue entry, and one by its figures. */
import * as z from 'zod'
import type { Model } from '../../../../catalog/model.ts'
import { models } from '../../../../catalog/models.ts'
import { parameterCounts } from '../../../../formulas/parameter-counts.ts'
import type { ModelDefinition } from '../../contracts/model.ts'
import { customModel } from './custom.ts'

const fromCatalogue = (model: Model): ModelDefinition => ({
  id: model.id,
  role: 'model',
  title: model.title,
  help: describe(model),
  source: model.source,
  knobs: z.strictObject({}),
  create: () => model,
})

/** "8.0 billion parameters in 32 layers, 8 of 32 heads keep KV." */
function describe(model: Model): string {
  const { total, active } = parameterCounts(model)
  const { attention, experts } = model
  const size = `${(total / 1e9).toFixed(1)} billion parameters${experts ? `, ${(active / 1e9).toFixed(1)} active` : ''}`
  const kv =
    attention.kind === 'latent'
      ? 'latent attention'
      : attention.kvHeads === attention.heads
        ? 'every head keeps KV'
        : `${attention.kvHeads} KV heads for ${attention.heads} query heads`
  const routed = experts ? `, ${experts.active} of ${experts.count} experts a token` : ''
  return `${size} in ${model.layers} layers, ${kv}${routed}.`
}

export const modelDefinitions: readonly ModelDefinition[] = [...models.map(fromCatalogue), customModel]
