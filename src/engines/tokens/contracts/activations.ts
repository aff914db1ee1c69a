/** What is done to the rows that matrices of a layer are fed, just before the product; null leaves them as they are. */
import type * as z from 'zod'
import type { Definition } from './definition.ts'
import type { Feed } from './feed.ts'

export const defineActivations = <Id extends string, K extends z.ZodType>(
  definition: Definition<Id, K, Feed | null, void>,
): Definition<Id, K, Feed | null, void> => definition
