/**
 * What a smaller cache costs: texts that the target wrote with its whole cache are read again with the set-up's format and
 * retention, settled after the prompt and after every token as in decoding, and held against the whole one.
 *
 * KL(whole ‖ smaller) is taken at every output position, over the vocabulary at temperature 1; both models see the same text.
 */
import type { KvErrorRow } from '../../../kernel/artefacts.ts'
import { log } from '../../../kernel/math.ts'
import { success } from '../../../kernel/problem.ts'
import { created } from '../../../schema/choice.ts'
import { keepingOf } from '../build/keeping.ts'
import { shapingOf } from '../build/shaping.ts'
import { divergenceOf, LEAST } from '../evaluate/divergence.ts'
import { type Reading, readThrough } from '../evaluate/read-through.ts'
import { weighCache } from '../kv/weigh-cache.ts'
import { kvFormats } from '../roles/kv-format/index.ts'
import { ownTexts } from './own-texts.ts'
import { eachText, type Recorder } from './recorder.ts'

export const recordKvError: Recorder = (setup, assets, draws) => {
  const texts = ownTexts(setup, { assets, draws })
  if (!texts.ok) return texts
  const { bench, target: model } = texts.value.built
  const { vocab, layers, kvHeads } = model.shape
  const { calibrate } = shapingOf(setup, assets)
  const format = created(kvFormats, setup.kvFormat, undefined)
  const whole: Reading = { bench, model, cache: bench.cacheFor(model) }
  const cache = bench.cacheFor(model)
  return success(
    eachText<KvErrorRow>(texts.value.count, (index) => {
      const { domain, tokens, promptLength } = texts.value.text(index)
      const last = tokens.length - 1
      if (last < promptLength) return []
      const all = new Float32Array(tokens.length * vocab)
      readThrough(whole, tokens, (place, p) => all.set(p, place * vocab))
      const keeping = keepingOf(setup, { target: model, cache, format, calibrate })
      let fullLoss = 0
      let loss = 0
      let divergence = 0
      let same = 0
      const smaller: Reading = {
        ...{ bench, model, cache, stride: 1, prompt: promptLength },
        opened: () => keeping.opened(promptLength),
        seams: keeping.seams,
        settled: (_cache, phase) => keeping.settled(phase),
      }
      readThrough(smaller, tokens, (place, q) => {
        if (place < promptLength || place === last) return
        const p = all.subarray(place * vocab, (place + 1) * vocab)
        const next = tokens[place + 1]
        fullLoss -= log(Math.max(p[next], LEAST))
        loss -= log(Math.max(q[next], LEAST))
        const both = divergenceOf(p, q)
        divergence += both.divergence
        if (both.isSameTop) same++
      })
      const { entries, bitsPerElement } = weighCache(cache)
      const count = last - promptLength
      return [
        {
          ...{ domain, tokens: count, entries: entries / (layers * kvHeads), positions: cache.length, bitsPerElement },
          ...{ fullLoss: fullLoss / count, loss: loss / count, divergence: divergence / count, sameTop: same / count },
        },
      ]
    }),
  )
}
