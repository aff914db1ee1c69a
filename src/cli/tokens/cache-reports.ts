/** What the cache can do without: bits, and the sink. */
import { readingOf } from '../../engines/tokens/evaluate/overlap.ts'
import { measureRounding, settingsOf } from '../../engines/tokens/evaluate/rounding.ts'
import { measureSink, sinkShares } from '../../engines/tokens/evaluate/sink.ts'
import { domainsOf, ofDomain } from '../../engines/tokens/evaluate/texts.ts'
import type { Report, Row } from './report.ts'

export const roundingReport: Report = {
  id: 'rounding',
  title: 'Rounded caches: loss over all domains (nats a token), recall at 12 pairs, bits a number with metadata',
  models: ['target'],
  note: 'Groups of 32 tokens; texts are read 8 tokens at a time and the cache is rounded in between.',
  rows({ bench, texts, progress }) {
    const reading = readingOf(bench(['target']), 'target')
    const rows: Row[] = []
    for (const bits of [4, 3, 2])
      for (const setting of settingsOf(bits)) {
        if (bits !== 4 && setting.title === 'full precision') continue
        progress(setting.title)
        rows.push({ ...measureRounding(reading, texts, setting, { group: 32, stride: 8, passages: 20 }) })
      }
    return rows
  },
}

export const sinkReport: Report = {
  id: 'sink',
  title: 'The learned sink: loss by domain with and without it (nats a token), and where it takes attention',
  models: ['target'],
  rows({ bench, texts }) {
    const reading = readingOf(bench(['target']), 'target')
    const shares = sinkShares(reading, texts)
    const rows: Row[] = shares.map((row, layer) => ({
      setting: `share of attention, layer ${layer + 1}, by head`,
      ...Object.fromEntries(row.map((share, head) => [`head ${head + 1}`, share])),
    }))
    const byDomain = domainsOf(texts).map(
      (domain) => [domain, measureSink(reading, ofDomain(texts, domain), 32)] as const,
    )
    for (const [i, { setting }] of byDomain[0][1].entries())
      rows.push({ setting, ...Object.fromEntries(byDomain.map(([domain, measured]) => [domain, measured[i].loss])) })
    return rows
  },
}
