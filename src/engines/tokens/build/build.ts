/** From a set-up and its files to a writer, with everything plugged in: decoder, length, format, retention, sink. */
import { type Result, success } from '../../../kernel/problem.ts'
import { chosen, created, picked } from '../../../schema/choice.ts'
import type { TokenAssets } from '../model/assets.ts'
import { type Bench, CAPACITY, MOST_ROWS, openBench, WHOLE_TEXT } from '../model/bench.ts'
import type { KvCache } from '../model/kv-cache.ts'
import type { AttentionSite, Seams, Transformer } from '../model/transformer.ts'
import { decoders } from '../roles/decoder/index.ts'
import { acceptanceHead } from '../roles/draft-length/acceptance-head.ts'
import { lengths } from '../roles/draft-length/index.ts'
import type { FormatPolicy } from '../roles/kv-format/format.ts'
import { kvFormats } from '../roles/kv-format/index.ts'
import { retentions } from '../roles/retention/index.ts'
import type { TokensSetup } from '../set-up/schema.ts'
import type { Denoiser } from '../writing/denoising/denoising.ts'
import { exactRule } from '../writing/rounds/exact-rule.ts'
import { Writer } from '../writing/rounds/rounds.ts'

/** The file of the trained head of SpecDec++, which judges the distilled draft. */
const HEAD = 'acceptance'

export interface Built {
  readonly bench: Bench
  readonly target: Transformer
  readonly cache: KvCache
  readonly writer: Writer
  readonly seams: Seams
  readonly format: FormatPolicy
  readonly drafts: boolean
  /** Writes instead of the writer, where there is one. */
  readonly denoiser: Denoiser | null
  /** Weights a drafting pass reads, as a share of the target's. */
  readonly costShare: number
}

/** Files that a set-up needs, by name. */
export function filesOf(setup: TokensSetup): readonly string[] {
  const { definition: decoder, knobs } = picked(decoders, setup.decoder)
  const length = chosen(lengths, setup.draftLength)
  const drafts = decoder.models(knobs)
  const asks = decoder.asksLength(knobs)
  return [decoder.replaces ?? setup.target, ...drafts, ...(asks && length.needsHead ? [HEAD] : [])]
}

/** Sees every head's probabilities: for looking again. */
export type Watch = (site: AttentionSite) => void

/** `more`: files beside those of the set-up. */
export function buildWriter(
  setup: TokensSetup,
  assets: TokenAssets,
  spy: Watch | null = null,
  more: readonly string[] = [],
): Result<Built> {
  const { definition: decoder, knobs } = picked(decoders, setup.decoder)
  const name = decoder.replaces ?? setup.target
  const rows = decoder.denoiser ? WHOLE_TEXT : MOST_ROWS
  const opened = openBench(assets, [...filesOf(setup), ...more], { spareCaches: 2, rows })
  if (!opened.ok) return opened
  const bench = opened.value
  const target = bench.transformer(name)
  const cache = bench.cacheFor(target)
  const { sampling } = setup
  const format = created(kvFormats, setup.kvFormat, undefined)
  const retention = created(retentions, setup.retention, undefined)
  const { watch } = retention
  const seams: Seams =
    watch || spy
      ? {
          attend(site, attend) {
            attend()
            watch?.(cache, site)
            spy?.(site)
          },
        }
      : {}
  const features = new Float32Array(CAPACITY * target.shape.dim)
  const lastState = bench.kernels.allocate(target.shape.dim)
  const { definition: lengthRule, knobs: lengthKnobs } = picked(lengths, setup.draftLength)
  const length = lengthRule.create(lengthKnobs)
  const foretell = bench.files[HEAD] === undefined ? null : acceptanceHead(bench.files[HEAD])
  const context = { bench, target, cache, features, lastState, sampling, length, foretell, seams }
  const drafter = decoder.create(knobs, context)
  const denoiser = decoder.denoiser?.(knobs, context) ?? null
  const asks = decoder.asksLength(knobs)
  const writer = new Writer(
    {
      ...{ kernels: bench.kernels, target, cache, sampling, rule: exactRule, drafter, seams },
      isOracle: asks && lengthRule.isOracle === true,
      opened: () => {
        if (!setup.sink) cache.hasSink.fill(0)
      },
      settled(settled, phase) {
        format.settle(settled, target.rope)
        retention.settle(settled, phase)
      },
    },
    features,
    lastState,
  )
  const costShare = decoder.costShare(knobs, (model) => assets.manifest.models[model]?.parameters ?? 0)
  return success({ bench, target, cache, writer, seams, format, drafts: drafter !== null, denoiser, costShare })
}
