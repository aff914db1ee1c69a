/**
 * What an engine says of its memory when it starts, to hold the KV capacity of the formula against: lines of vLLM and SGLang.
 *
 *   GPU KV cache size: 178,880 tokens            # GPU blocks: 1381              Available KV cache memory: 8.11 GiB
 *   KV Cache is allocated. #tokens: 367404, …    max_total_num_tokens=2086558    Model loading took 14.99 GiB
 */
import { type Bytes, GiB, type Tokens } from '../kernel/units.ts'

export interface StartupLog {
  readonly kvTokens: Tokens | null
  readonly kvBlocks: number | null
  readonly kvBytes: Bytes | null
  readonly weightBytes: Bytes | null
}

/** Null where no line of the text says anything of memory. */
export function readStartupLog(text: string): StartupLog | null {
  const number = (pattern: RegExp, scale = 1): number | null => {
    const found = pattern.exec(text)
    const value = found ? Number(found[1].replaceAll(',', '')) : Number.NaN
    return Number.isFinite(value) && value > 0 ? value * scale : null
  }
  const log = {
    kvTokens:
      number(/GPU KV cache size: *([\d,]+) tokens/i) ??
      number(/max_total_num_tokens *= *([\d,]+)/i) ??
      number(/KV Cache is allocated\.[^\n]*?#tokens: *([\d,]+)/i),
    kvBlocks: number(/# *(?:GPU|CUDA) blocks: *([\d,]+)/i),
    kvBytes: number(/Available KV cache memory: *([\d.,]+) *GiB/i, GiB(1)),
    weightBytes:
      number(/Model loading took *([\d.,]+) *GiB/i, GiB(1)) ??
      number(/Loading model weights took *([\d.,]+) *GB/i, GiB(1)) ??
      number(/Load weight end\.[^\n]*?mem usage=([\d.,]+) *GB/i, GiB(1)),
  }
  return Object.values(log).some((value) => value !== null) ? log : null
}
