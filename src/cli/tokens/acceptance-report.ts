/** Acceptance by domain and drafter: on given texts without luck, and in free running at three temperatures with intervals. */
import { earlyExitOverlaps } from '../../engines/tokens/evaluate/exits.ts'
import { overlapOf, readingOf } from '../../engines/tokens/evaluate/overlap.ts'
import { domainsOf, ofDomain } from '../../engines/tokens/evaluate/texts.ts'
import { PROMPT_DOMAINS } from '../../engines/tokens/text/prompts.ts'
import type { Report, Row } from './report.ts'

const DRAFTS = ['draft', 'draft-plain'] as const

export const overlapReport: Report = {
  id: 'overlap',
  title: 'Teacher-forced overlap Σ min(p, q) and agreement of the likeliest token',
  models: ['target', ...DRAFTS],
  rows({ bench, texts }) {
    const opened = bench(['target', ...DRAFTS])
    const target = readingOf(opened, 'target')
    const rows: Row[] = []
    for (const domain of domainsOf(texts)) {
      const mine = ofDomain(texts, domain)
      const row: Record<string, string | number> = { domain }
      for (const name of DRAFTS) {
        const { overlap, agreement } = overlapOf(target, readingOf(opened, name), mine)
        row[name] = overlap
        row[`${name} top-1`] = agreement
      }
      for (const [exit, overlap] of earlyExitOverlaps(target, mine).entries()) row[`exit ${exit + 1}`] = overlap
      rows.push(row)
    }
    return rows
  },
}

const DRAFTERS: readonly (readonly [string, object])[] = [
  ['draft', { id: 'draft-model', knobs: {} }],
  ['draft-plain', { id: 'draft-model', knobs: { draft: 'draft-plain' } }],
  ['prompt-lookup', { id: 'prompt-lookup', knobs: {} }],
  ['medusa', { id: 'medusa', knobs: {} }],
  ['eagle', { id: 'eagle', knobs: {} }],
  ['early-exit 1', { id: 'early-exit', knobs: { layers: 1 } }],
  ['rounded-cache 2 bit', { id: 'rounded-cache', knobs: { bits: 2 } }],
  ['windowed-cache 32', { id: 'windowed-cache', knobs: { window: 32 } }],
]

/** 20 texts of 64 tokens: 1,280 tokens a point at most; ends of text come sooner in some domains. */
const REQUESTS = 36
const OUTPUT = 64

export const acceptanceReport: Report = {
  id: 'acceptance',
  title: 'Free running, draft length 4: acceptance rate with 95 % interval and tokens per target pass',
  models: ['target', 'draft', 'draft-plain', 'medusa', 'eagle'],
  note: 'The interval is over texts, since tokens of one text are not independent.',
  rows({ run, progress }) {
    const rows: Row[] = []
    for (const [drafter, decoder] of DRAFTERS)
      for (const temperature of [0, 0.7, 1])
        for (const domain of PROMPT_DOMAINS) {
          progress(`${drafter} T ${temperature} ${domain}`)
          const simulation = run({
            ...{ decoder, output: OUTPUT, sampling: { temperature } },
            prompts: { id: 'domains', knobs: { domain, requests: REQUESTS } },
          })
          const { totals, speculation, logs } = simulation
          const rates = logs.filter(({ drafted }) => drafted > 0).map(({ drafted, accepted }) => accepted / drafted)
          const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length
          const spread = Math.sqrt(
            rates.reduce((sum, rate) => sum + (rate - mean) * (rate - mean), 0) / (rates.length - 1),
          )
          rows.push({
            drafter,
            T: temperature,
            domain,
            accepted: speculation.accepted / Math.max(1, speculation.accepted + speculation.rejected),
            'of drafted': mean,
            '± 95 %': (1.96 * spread) / Math.sqrt(rates.length),
            'tokens/pass': totals.written / totals.targetPasses,
            tokens: totals.written,
          })
        }
    return rows
  },
}
