/** Do experts know domains? */
import { readExperts } from '../../engines/tokens/evaluate/experts.ts'
import { readingOf } from '../../engines/tokens/evaluate/overlap.ts'
import type { Report } from './report.ts'

export const expertsReport: Report = {
  id: 'experts',
  title:
    'Mutual information between domain and expert by layer (bits), most loaded expert over the mean, and shares in the last layer',
  models: ['moe'],
  rows({ bench, texts }) {
    const { information, imbalance, lastLayer } = readExperts(readingOf(bench(['moe']), 'moe'), texts)
    return [
      ...information.map((bits, layer) => ({
        reading: `layer ${layer + 1}`,
        information: bits,
        imbalance: imbalance[layer],
      })),
      ...Object.entries(lastLayer).map(([domain, shares]) => ({
        reading: `last layer, ${domain}`,
        ...Object.fromEntries(shares.map((share, expert) => [`expert ${expert + 1}`, share])),
      })),
    ]
  },
}
