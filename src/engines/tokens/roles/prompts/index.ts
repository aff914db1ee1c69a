/** Where prompts come from. A new source is its file and a line here. */
import { fromDomains } from './domains.ts'
import { ladder } from './ladder.ts'
import { typed } from './typed.ts'

export const promptSources = [fromDomains, ladder, typed] as const
