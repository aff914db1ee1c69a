/** How often would an early exit be accepted? Σ min(p, q) of every exit head against the whole model. */
import type { Reading } from './read-through.ts'
import type { EvaluationText } from './teacher-forced.ts'

/** By exit, the first layer's first; empty for a model without exits. */
export function earlyExitOverlaps(
  { bench, model, cache }: Reading,
  texts: readonly EvaluationText[],
): readonly number[] {
  const { exits, layers, vocab } = model.shape
  const sums = new Float64Array(exits)
  let count = 0
  for (const { tokens } of texts) {
    cache.clear()
    for (let first = 0; first < tokens.length; first += model.mostRows) {
      const chunk = { tokens: tokens.slice(first, first + model.mostRows), first, sight: 'causal' } as const
      const rows = chunk.tokens.length
      const guesses: Float32Array[] = []
      model.embed(chunk.tokens)
      for (let layer = 0; layer < layers; layer++) {
        model.runLayers(cache, chunk, { from: layer, until: layer + 1 })
        const exit = layer + 1 <= exits ? layer + 1 : undefined
        const logits = model.head(0, rows, exit)
        for (let row = 0; row < rows; row++) bench.kernels.softmax(logits, row * vocab, vocab, 1)
        guesses.push(logits.slice(0, rows * vocab))
      }
      const whole = guesses[layers - 1]
      for (let exit = 0; exit < exits; exit++)
        for (let i = 0; i < rows * vocab; i++) sums[exit] += Math.min(whole[i], guesses[exit][i])
      count += rows
    }
  }
  return Array.from(sums, (sum) => sum / count)
}
