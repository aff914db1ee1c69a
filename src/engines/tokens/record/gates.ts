/** Which experts the mixture chooses for every token of texts that it wrote, prompts included. */
import type { GateTrace } from '../../../kernel/artefacts.ts'
import { failure, success } from '../../../kernel/problem.ts'
import { readThrough } from '../evaluate/read-through.ts'
import { ownTexts } from './own-texts.ts'
import { eachText, type Recorder } from './recorder.ts'

export const recordGates: Recorder = (setup, assets, draws) => {
  const texts = ownTexts(setup, { assets, draws })
  if (!texts.ok) return texts
  const { bench, target: model } = texts.value.built
  const { layers, experts, activeExperts: active } = model.shape
  if (experts === 0) {
    return failure({
      code: 'no-experts',
      message: `The model “${setup.target}” of the tokens experiment has no experts to choose among.`,
      remedy: 'Choose the mixture of experts as its model.',
      path: 'setup.target',
    })
  }
  const reading = { bench, model, cache: bench.cacheFor(model) }
  return success(
    eachText<GateTrace>(texts.value.count, (index) => {
      const { domain, tokens } = texts.value.text(index)
      const choice = new Uint16Array(tokens.length * layers * active)
      readThrough(reading, tokens, (place, _p, row) => {
        for (let layer = 0; layer < layers; layer++) {
          let at = (place * layers + layer) * active
          const gates = (layer * model.mostRows + row) * experts
          for (let expert = 0; expert < experts; expert++) if (model.gates[gates + expert] > 0) choice[at++] = expert
        }
      })
      return [{ domain, layers, experts, active, choice }]
    }),
  )
}
