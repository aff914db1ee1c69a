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

/** Of a request whose first token comes with its prompt: its further tokens are decoded over prompt + 1, + 2, … positions. */
export function prefillTokenEquivalents(
  gamma: number,
  { prefilled, prompt, emitted }: { readonly prefilled: Tokens; readonly prompt: Tokens; readonly emitted: Tokens },
): Tokens {
  const decoded = Math.max(0, emitted - 1)
  return prefilled + gamma * (decoded * prompt + (decoded * (decoded + 1)) / 2)
}
