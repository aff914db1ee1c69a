/** A model as a set-up names it: one of the catalogue by its id, any other by its figures. */
import type { Model } from '../catalog/model.ts'
import { models } from '../catalog/models.ts'
import { modelKnobs } from '../engines/serving/roles/model/custom.ts'
import type { Patch } from '../experiment/document.ts'

export const modelPatch = (model: Model): Patch => ({
  model: models.includes(model) ? { id: model.id, knobs: {} } : { id: 'custom', knobs: modelKnobs(model) },
})
