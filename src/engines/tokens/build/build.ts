/** From a set-up and its files to what writes, with everything plugged in: decoder, length, format, retention, sink. */
import { InvariantError, type Result, success } from '../../../kernel/problem.ts'
import { created, picked } from '../../../schema/choice.ts'
import type { Seams } from '../contracts/attention.ts'
import type { DecoderContext, ModelShelf } from '../contracts/decoder.ts'
import type { DraftLength } from '../contracts/draft-length.ts'
import type { KvFormat } from '../contracts/kv-format.ts'
import type { Writing } from '../contracts/writing.ts'
import type { Built, Watch } from '../core/built.ts'
import { turnKeysOf } from '../kv/turn-key.ts'
import type { TokenAssets } from '../model/assets.ts'
import { type Bench, CAPACITY, MOST_ROWS, openBench, WHOLE_TEXT } from '../model/bench.ts'
import { decoders } from '../roles/decoder/index.ts'
import { draftLengths } from '../roles/draft-length/index.ts'
import { kvFormats } from '../roles/kv-format/index.ts'
import { retentions } from '../roles/retention/index.ts'
import { filesOf, writerOf } from '../set-up/files.ts'
import type { TokensSetup } from '../set-up/schema.ts'
import { firstLayers } from '../writing/own-drafts/first-layers.ts'
import { overPoorerCache } from '../writing/own-drafts/poorer-cache.ts'
import { exactRule } from '../writing/rounds/exact-rule.ts'
import { Rounds } from '../writing/rounds/rounds.ts'
import { endsOf, visibleLength, visibleModels } from './oracle-boundary.ts'

interface BuildOptions {
  /** Texts that are written at a time. */
  readonly texts?: number
  readonly watch?: Watch
  /** Files beside those of the set-up. */
  readonly more?: readonly string[]
}

export function build(
  setup: TokensSetup,
  assets: TokenAssets,
  { texts = 1, watch, more = [] }: BuildOptions = {},
): Result<Built> {
  const { definition: decoder, knobs } = picked(decoders, setup.decoder)
  const rows = decoder.replaces === undefined ? MOST_ROWS : WHOLE_TEXT
  const opened = openBench(assets, [...filesOf(setup), ...more], { spareCaches: 2, texts, rows })
  if (!opened.ok) return opened
  const bench = opened.value
  const format = created(kvFormats, setup.kvFormat, undefined)
  const writings = Array.from({ length: texts }, () => writingOf(setup, bench, format, watch))
  const costShare = decoder.costShare(knobs, (model) => assets.manifest.models[model]?.parameters ?? 0)
  const drafts = writings.some((writing) => writing.drafts)
  return success({ bench, target: bench.transformer(writerOf(setup)), writings, drafts, format, costShare })
}

/** What writes one text at a time. */
function writingOf(setup: TokensSetup, bench: Bench, format: KvFormat, spy: Watch | undefined): Writing {
  const { kernels } = bench
  const { sampling } = setup
  const target = bench.transformer(writerOf(setup))
  const cache = bench.cacheFor(target)
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
  const turnKey = turnKeysOf(cache, target.rope)
  const features = new Float32Array(CAPACITY * target.shape.dim)
  const lastState = kernels.allocate(target.shape.dim)
  const { definition: decoder, knobs } = picked(decoders, setup.decoder)
  const models: ModelShelf = {
    file: (name) => bench.files[name],
    transformer: (name) => bench.transformer(name),
    cacheFor: (model) => bench.cacheFor(model),
    room: { mostRows: MOST_ROWS, capacity: CAPACITY },
  }
  const length = decoder.asksLength(knobs) ? lengthOf(setup, models) : null
  const context: DecoderContext = {
    kernels,
    sampling,
    models: visibleModels(models, decoder.replaces === undefined ? setup.target : null, decoder),
    target: {
      ends: endsOf(target.weights),
      features,
      lastState,
      firstLayers: (layers) => firstLayers({ target, cache, seams, layers }),
      overPoorerCache: (diet) => overPoorerCache(target, cache, bench.cacheFor(target), diet),
    },
    length() {
      if (length === null)
        throw new InvariantError(`${decoder.id} asks for a draft length, and has said it would not (asksLength)`)
      return length
    },
    rounds: (drafter) =>
      new Rounds({
        ...{ kernels, target, cache, sampling, rule: exactRule, drafter, seams, features, lastState },
        keeps: length?.keeps,
        opened() {
          if (!setup.sink) cache.hasSink.fill(0)
        },
        settled(phase) {
          format.settle(cache, turnKey)
          retention.settle(cache, phase)
        },
      }),
  }
  return decoder.create(knobs, context)
}

function lengthOf(setup: TokensSetup, { file }: ModelShelf): DraftLength {
  const { definition, knobs } = picked(draftLengths, setup.draftLength)
  return visibleLength(definition.create(knobs, { file }), definition)
}
