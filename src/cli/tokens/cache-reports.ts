/** What the cache can do without: bits, and the sink. */
import { readingOf } from '../../engines/tokens/evaluate/overlap.ts'
import { measureRounding, settingsOf } from '../../engines/tokens/evaluate/rounding.ts'
import { measureSink, sinkShares } from '../../engines/tokens/evaluate/sink.ts'
import { domainsOf, ofDomain } from '../../engines/tokens/evaluate/texts.ts'
import { recordKvError } from '../../engines/tokens/record/kv-error.ts'
import { tokensSetup } from '../../engines/tokens/set-up/schema.ts'
import type { KvErrorRow } from '../../kernel/artefacts.ts'
import { createDraws } from '../../kernel/draws.ts'
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

const BUDGETS = [8, 16, 32, 64]

/** Rules of retention with a budget of `n` entries a head, and rounding, which keeps all of them. */
const settings: readonly (readonly [string, object])[] = [
  ...BUDGETS.flatMap((n): (readonly [string, object])[] => [
    [`window ${n}`, { retention: { id: 'window', knobs: { window: n } } }],
    [`sink and window ${n}`, { retention: { id: 'sink-window', knobs: { first: 4, window: n - 4 } } }],
    [`heavy hitters ${n}`, { retention: { id: 'heavy-hitters', knobs: { hitters: n / 2, recent: n / 2 } } }],
    [`observed ${n}`, { retention: { id: 'observed', knobs: { budget: n / 2, observers: n / 2 } } }],
  ]),
  ...[8, 4, 3, 2].map((bits): readonly [string, object] => [
    `rounded to ${bits} bit`,
    { kvFormat: { id: 'rounded', knobs: { keyBits: bits, valueBits: bits } } },
  ]),
]

export const budgetsReport: Report = {
  id: 'budgets',
  title:
    'Smaller caches on text that the target wrote: loss, KL(whole ‖ smaller) in nats a token, likeliest token unchanged',
  models: ['target'],
  note: 'Settled after the prompt and after every token. Observed keeps what is written after the prompt, so its entries grow.',
  rows({ assets, progress }) {
    return settings.map(([setting, setup]) => {
      progress(setting)
      const work = recordKvError(tokensSetup.parse({ output: 96, ...setup }), assets, createDraws(1))
      if (!work.ok) throw new Error(work.problems[0].message)
      while (work.value.advance() < 1);
      const parts = work.value.value() as readonly KvErrorRow[]
      const tokens = parts.reduce((sum, part) => sum + part.tokens, 0)
      const mean = (value: (part: KvErrorRow) => number) =>
        parts.reduce((sum, part) => sum + part.tokens * value(part), 0) / tokens
      return {
        setting,
        'entries a head': mean(({ entries }) => entries),
        'bits a number': mean(({ bitsPerElement }) => bitsPerElement),
        'loss, whole': mean(({ fullLoss }) => fullLoss),
        loss: mean(({ loss }) => loss),
        KL: mean(({ divergence }) => divergence),
        'same top': mean(({ sameTop }) => sameTop),
        tokens,
      }
    })
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
