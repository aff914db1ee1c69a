/**
 * Prefill-token equivalents: what serving a request costs, in tokens of prompt. A decoded token over a context of L positions reads
 * their KV; in the time of that read the accelerator could have done the arithmetic of γ × L prompt tokens:
 *
 *   PTE = D_prefill + γ × Σ L over decoded tokens,   γ = KV bytes of a position × (peak FLOP/s / bandwidth) / FLOP of a prompt token
 *
 * With 16-bit multi-head attention KV is 4 × layers × width bytes and γ = 2 × layers × width × HOI / parameters.
 * Source: Beyond Accuracy (arXiv 2604.05404), for multi-head attention; by KV bytes, grouped and latent attention are right too.
 */
import type { Bytes, BytesPerSecond, Flop, FlopPerSecond, Tokens } from '../kernel/units.ts'

export const prefillTokensPerPosition = (
  kvBytes: Bytes,
  flopPerToken: Flop,
  { peak, bandwidth }: { readonly peak: FlopPerSecond; readonly bandwidth: BytesPerSecond },
): number => (kvBytes * (peak / bandwidth)) / flopPerToken

/** Positions that a request's further tokens read; the first comes with the prompt, the others are decoded over prompt + 1, + 2, … */
export function positionsRead(prompt: Tokens, emitted: Tokens): number {
  const decoded = Math.max(0, emitted - 1)
  return decoded * prompt + (decoded * (decoded + 1)) / 2
}
