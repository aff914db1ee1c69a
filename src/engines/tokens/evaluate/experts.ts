/** Do experts know domains? Mutual information between the domain of a text and the expert of a token, layer by layer. */
import { expertInformation, sharesOf } from './mutual-information.ts'
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
  const information: number[] = []
  const imbalance: number[] = []
  for (let layer = 0; layer < layers; layer++) {
    const ofLayer = counts.map((mine) => mine[layer])
    information.push(expertInformation(ofLayer))
    // Domains count alike, whatever their length.
    const shares = ofLayer.map(sharesOf)
    const means = Array.from({ length: experts }, (_, e) => shares.reduce((sum, share) => sum + share[e], 0))
    imbalance.push((Math.max(...means) / domains.length) * experts)
  }
  const lastLayer = Object.fromEntries(domains.map((domain, i) => [domain, sharesOf(counts[i][layers - 1])]))
  return { information, imbalance, lastLayer }
}
