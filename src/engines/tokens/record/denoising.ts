/** How many denoising steps each block of a text took. */
import type { DenoisingTrace } from '../../../kernel/artefacts.ts'
import { failure, success } from '../../../kernel/problem.ts'
import { buildWriter } from '../build/build.ts'
import { Special } from '../text/tokenizer.ts'
import { luckOf } from '../writing/luck.ts'
import { promptsOf } from './own-texts.ts'
import { eachText, type Recorder } from './recorder.ts'

export const recordDenoising: Recorder = (setup, assets, draws) => {
  const built = buildWriter(setup, assets)
  if (!built.ok) return built
  const { denoiser, bench } = built.value
  if (denoiser === null) {
    return failure({
      code: 'no-denoising',
      message: `The tokens experiment decodes by “${setup.decoder.id}”, which writes without denoising steps.`,
      remedy: 'Choose diffusion as its decoder.',
      path: 'setup.decoder',
    })
  }
  const prompts = promptsOf(setup, draws)
  return success(
    eachText<DenoisingTrace>(prompts.length, (index) => {
      const { domain, text } = prompts[index]
      const prompt = [Special.bos, ...bench.tokenizer.encode(text)]
      const luck = luckOf(draws, index)
      const steps: number[] = []
      denoiser.begin(prompt, setup.output)
      while (!denoiser.isDone) {
        const block = Math.floor((denoiser.blockEnd - 1 - prompt.length) / denoiser.blockTokens)
        steps[block] = (steps[block] ?? 0) + 1
        denoiser.step((place) => luck.draft(denoiser.steps, place))
      }
      return [{ domain, block: denoiser.blockTokens, steps: Uint16Array.from(steps) }]
    }),
  )
}
