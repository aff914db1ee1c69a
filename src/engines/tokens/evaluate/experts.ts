/** Do experts know domains? Mutual information between the domain of a text and the expert of a token, layer by layer. */
import { log } from '../../../kernel/math.ts'
import { type Reading, readThrough } from './read-through.ts'
import type { EvaluationText } from './teacher-forced.ts'
import { domainsOf, ofDomain } from './texts.ts'

export interface ExpertReading {
  /** By layer: bits of mutual information, and the most loaded expert's tokens over the mean. */
  readonly information: readonly number[]
  readonly imbalance: readonly number[]
  /** Share of tokens by (domain, expert) of the last layer. */
  readonly lastLayer: Readonly<Record<string, readonly number[]>>
}

export function readExperts(reading: Reading, texts: readonly EvaluationText[]): ExpertReading {
  const { model } = reading
  const { layers, experts } = model.shape
  const domains = domainsOf(texts)
  const counts = domains.map((domain) => {
    const mine = Array.from({ length: layers }, () => new Float64Array(experts))
    for (const { tokens } of ofDomain(texts, domain))
      readThrough(reading, tokens, (_place, _p, row) => {
        for (let layer = 0; layer < layers; layer++)
          for (let expert = 0; expert < experts; expert++)
            if (model.gates[(layer * model.mostRows + row) * experts + expert] > 0) mine[layer][expert]++
      })
    return mine
  })
  const sharesOf = (values: Float64Array): number[] => {
    const sum = values.reduce((total, value) => total + value, 0)
    return Array.from(values, (value) => value / sum)
  }
  const information: number[] = []
  const imbalance: number[] = []
  for (let layer = 0; layer < layers; layer++) {
    // Domains count alike, whatever their length.
    const shares = counts.map((mine) => sharesOf(mine[layer]))
    const mean = Array.from(
      { length: experts },
      (_, e) => shares.reduce((sum, share) => sum + share[e], 0) / domains.length,
    )
    let bits = 0
    for (const share of shares)
      for (let e = 0; e < experts; e++)
        if (share[e] > 0) bits += (share[e] * log(share[e] / mean[e])) / log(2) / domains.length
    information.push(bits)
    imbalance.push(Math.max(...mean) * experts)
  }
  const lastLayer = Object.fromEntries(domains.map((domain, i) => [domain, sharesOf(counts[i][layers - 1])]))
  return { information, imbalance, lastLayer }
}
