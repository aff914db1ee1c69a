/** The JSON Schema of a set-up as people write it: whatever has a default may be left out. */
import * as z from 'zod'

export function jsonSchemaOf(schema: z.ZodType): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(schema, {
    io: 'input',
    // Definitions of algorithms hang on the metadata of a choice: code, which says nothing in a schema.
    override: ({ jsonSchema }) => {
      delete jsonSchema.registry
    },
  })
}
