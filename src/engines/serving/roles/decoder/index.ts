/** Registry of decoders: how many tokens an iteration gives a stream, and the work it asks for. */
import type { DecoderDefinition } from '../../contracts/decoder.ts'
import { autoregressive } from './autoregressive.ts'
import { diffusion } from './diffusion.ts'
import { speculative } from './speculative.ts'

export const decoders: readonly DecoderDefinition[] = [autoregressive, speculative, diffusion]
