/** How many denoising steps each block of a text took. */
import type { DenoisingTrace } from '../../../kernel/artefacts.ts'
import { failure, success } from '../../../kernel/problem.ts'
import { build } from '../build/build.ts'
import { Special } from '../text/tokenizer.ts'
import { luckOf } from '../writing/luck.ts'
import { promptsOf } from './own-texts.ts'
import { eachText, type Recorder } from './recorder.ts'

export const recordDenoising: Recorder = (setup, assets, draws) => {
  const built = build(setup, assets)
  if (!built.ok) return built
  const { writings, bench } = built.value
  const [writing] = writings
  if (writing.blocks === undefined) {
    return failure({
      code: 'no-denoising',
      message: `The tokens experiment decodes by “${setup.decoder.id}”, which writes without denoising steps.`,
      remedy: 'Choose diffusion as its decoder.',
      path: 'setup.decoder',
    })
  }
  const block = writing.blocks.tokens
  const prompts = promptsOf(setup, draws)
  return success(
    eachText<DenoisingTrace>(prompts.length, (index) => {
      const { domain, text } = prompts[index]
      const luck = luckOf(draws, index)
      const steps: number[] = []
      writing.begin([Special.bos, ...bench.tokenizer.encode(text)], setup.output, luck)
      while (!writing.isDone) {
        const current = writing.blocks?.current ?? 0
        steps[current] = (steps[current] ?? 0) + 1
        writing.step(luck)
      }
      return [{ domain, block, steps: Uint16Array.from(steps) }]
    }),
  )
}
