/** A model to serve. */
import type * as z from 'zod'
import type { Model } from '../../../catalog/model.ts'
import type { Definition } from './definition.ts'

export type ModelDefinition = Definition<string, z.ZodType, Model, null>
