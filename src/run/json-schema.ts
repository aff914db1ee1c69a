/** The JSON Schema of an engine's setup as people write it: whatever has a default may be left out. */
import * as z from 'zod'
import { servingSetup } from '../engines/serving/set-up/schema.ts'
import { InvariantError } from '../kernel/problem.ts'

const schemas: Readonly<Record<string, z.ZodType>> = { serving: servingSetup }

export function jsonSchemaOf(engine: string): Readonly<Record<string, unknown>> {
  const schema = Object.hasOwn(schemas, engine) ? schemas[engine] : undefined
  if (schema === undefined) throw new InvariantError(`engine ${engine} has no schema`)
  return z.toJSONSchema(schema, {
    io: 'input',
    // Definitions of algorithms hang on the metadata of a choice: code, which says nothing in a schema.
    override: ({ jsonSchema }) => {
      delete jsonSchema.registry
    },
  })
}
