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
  const lines = text.split('\n')
  const log = {
    kvTokens:
      numberAfter(lines, 'GPU KV cache size:', /^ *([\d,]+) tokens/i) ??
      numberAfter(lines, 'max_total_num_tokens', /^ *= *([\d,]+)/i) ??
      numberAfter(lines, 'KV Cache is allocated.', /^ *([\d,]+)/i, { behind: '#tokens:' }),
    kvBlocks: numberAfter(lines, 'GPU blocks:', /^ *([\d,]+)/i) ?? numberAfter(lines, 'CUDA blocks:', /^ *([\d,]+)/i),
    kvBytes: numberAfter(lines, 'Available KV cache memory:', /^ *([\d.,]+) *GiB/i, { scale: GiB(1) }),
    weightBytes:
      numberAfter(lines, 'Model loading took', /^ *([\d.,]+) *GiB/i, { scale: GiB(1) }) ??
      numberAfter(lines, 'Loading model weights took', /^ *([\d.,]+) *GB/i, { scale: GiB(1) }) ??
      numberAfter(lines, 'Load weight end.', /^([\d.,]+) *GB/i, { behind: 'mem usage=', scale: GiB(1) }),
  }
  return Object.values(log).some((value) => value !== null) ? log : null
}

/** Characters behind the words in which the number must begin and end: a longer gap is another sentence. */
const REACH = 80

/**
 * The number behind the first mention of `words`, and of `behind` after them in the same line. Lines are walked once, mention by
 * mention, and each is looked at over a bounded stretch: a log of 900 kB in one line takes as long as one of many lines.
 */
function numberAfter(
  lines: readonly string[],
  words: string,
  number: RegExp,
  { behind, scale = 1 }: { readonly behind?: string; readonly scale?: number } = {},
): number | null {
  const [first, second] = [words.toLowerCase(), behind?.toLowerCase()]
  for (const line of lines) {
    const lower = line.toLowerCase()
    let at = lower.indexOf(first)
    if (at < 0) continue
    // Whatever follows a later mention of the words follows the first one too.
    const wanted = second ?? first
    for (at = second === undefined ? at : lower.indexOf(second, at); at >= 0; at = lower.indexOf(wanted, at)) {
      at += wanted.length
      const found = number.exec(lower.slice(at, at + REACH))
      const value = found ? Number(found[1].replaceAll(',', '')) : Number.NaN
      if (Number.isFinite(value) && value > 0) return value * scale
    }
  }
  return null
}
