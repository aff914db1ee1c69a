/** What writes one text at a time: decoder and length over a cache that format, retention and sink see to. */
import { InvariantError } from '../../../kernel/problem.ts'
import { created, picked } from '../../../schema/choice.ts'
import type { Calibrate } from '../contracts/calibration.ts'
import type { ModelShelf } from '../contracts/decoder.ts'
import type { DraftLength } from '../contracts/draft-length.ts'
import type { KvFormat } from '../contracts/kv-format.ts'
import type { Writing } from '../contracts/writing.ts'
import type { Watch } from '../core/built.ts'
import { type Bench, CAPACITY, MOST_ROWS } from '../model/bench.ts'
import { accepts } from '../roles/accept/index.ts'
import { decoders } from '../roles/decoder/index.ts'
import { draftLengths } from '../roles/draft-length/index.ts'
import { writerOf } from '../set-up/files.ts'
import type { TokensSetup } from '../set-up/schema.ts'
import { firstLayers } from '../writing/own-drafts/first-layers.ts'
import { overPoorerCache } from '../writing/own-drafts/poorer-cache.ts'
import { Rounds } from '../writing/rounds/rounds.ts'
import { keepingOf } from './keeping.ts'
import { endsOf, visibleLength, visibleModels } from './oracle-boundary.ts'

interface Parts {
  readonly bench: Bench
  readonly format: KvFormat
  readonly calibrate: Calibrate
  readonly watch: Watch | undefined
}

export function writingOf(setup: TokensSetup, { bench, format, calibrate, watch }: Parts): Writing {
  const { kernels } = bench
  const { sampling } = setup
  const target = bench.transformer(writerOf(setup))
  const cache = bench.cacheFor(target)
  const keeping = keepingOf(setup, { target, cache, format, calibrate, ...(watch && { watch }) })
  const features = new Float32Array(CAPACITY * target.shape.dim)
  const lastState = kernels.allocate(target.shape.dim)
  const { definition: decoder, knobs } = picked(decoders, setup.decoder)
  const models: ModelShelf = {
    file: (name) => bench.files[name],
    transformer: (name) => bench.transformer(name),
    cacheFor: (model) => bench.cacheFor(model),
    room: { mostRows: MOST_ROWS, capacity: CAPACITY, meter: bench.meter },
  }
  const length = decoder.asksLength(knobs) ? lengthOf(setup, models) : null
  return decoder.create(knobs, {
    kernels,
    sampling,
    sink: setup.sink,
    models: visibleModels(models, decoder.replaces === undefined ? setup.target : null, decoder),
    target: {
      ends: endsOf(target.weights),
      features,
      lastState,
      firstLayers: (layers) => firstLayers({ target, cache, seams: keeping.tried, layers }),
      overPoorerCache: (diet) => overPoorerCache(target, cache, bench.cacheFor(target), diet),
    },
    length() {
      if (length === null)
        throw new InvariantError(`${decoder.id} asks for a draft length, and has said it would not (asksLength)`)
      return length
    },
    rounds: (drafter) =>
      new Rounds({
        ...{
          kernels,
          target,
          cache,
          sampling,
          rule: created(accepts, setup.accept, undefined),
          drafter,
          keeps: length?.keeps,
        },
        ...{ features, lastState, keeping },
      }),
  })
}

function lengthOf(setup: TokensSetup, { file }: ModelShelf): DraftLength {
  const { definition, knobs } = picked(draftLengths, setup.draftLength)
  return visibleLength(definition.create(knobs, { file }), definition)
}
