/** Registry of what blocks of masks take. A new one is its file and a line here. */
import { computedDenoising } from './computed.ts'
import { evenDenoising } from './even.ts'
import type { DenoisingDefinition } from './process.ts'
import { recordedDenoising } from './recorded.ts'

export const denoisings: readonly DenoisingDefinition[] = [evenDenoising, computedDenoising, recordedDenoising]
