/** β along real text: how likely a token of the draft would be accepted at every position that the target wrote. */
import type { AcceptanceTrace } from '../../../kernel/artefacts.ts'
import { failure, success } from '../../../kernel/problem.ts'
import { picked } from '../../../schema/choice.ts'
import { readThrough } from '../evaluate/read-through.ts'
import { decoders } from '../roles/decoder/index.ts'
import { ownTexts } from './own-texts.ts'
import { eachText, type Recorder } from './recorder.ts'

export const recordAcceptance: Recorder = (setup, assets, draws) => {
  const { definition: decoder, knobs } = picked(decoders, setup.decoder)
  const draft = decoder.draftModel?.(knobs)
  if (draft === undefined) {
    return failure({
      code: 'no-draft-model',
      message: `The tokens experiment decodes by “${setup.decoder.id}”: only a draft model has a chance of acceptance at every position.`,
      remedy: 'Choose the draft model as its decoder.',
      path: 'setup.decoder',
    })
  }
  const texts = ownTexts(setup, { assets, draws, more: [draft] })
  if (!texts.ok) return texts
  const { bench, target } = texts.value.built
  const { sampling } = setup
  const models = [target, bench.transformer(draft)]
  const [writer, reader] = models.map((model) => ({ bench, model, cache: bench.cacheFor(model), sampling }))
  const { vocab } = target.shape
  return success(
    eachText<AcceptanceTrace>(texts.value.count, (index) => {
      const { domain, tokens, promptLength } = texts.value.text(index)
      const beta = new Float32Array(tokens.length - promptLength)
      if (beta.length === 0) return []
      const all = new Float32Array(tokens.length * vocab)
      readThrough(writer, tokens, (place, p) => all.set(p, place * vocab))
      // What stands at place i of the output was foretold after the token before it.
      readThrough(reader, tokens, (place, q) => {
        const output = place + 1 - promptLength
        if (output < 0 || output >= beta.length) return
        for (let id = 0; id < vocab; id++) beta[output] += Math.min(all[place * vocab + id], q[id])
      })
      return [{ domain, beta }]
    }),
  )
}
