/** Ways to write. A new one is its file and a line here. */
import { autoregressive } from './autoregressive.ts'
import { diffusion } from './diffusion.ts'
import { draftModel } from './draft-model.ts'
import { eagle } from './eagle.ts'
import { earlyExit } from './early-exit.ts'
import { medusa } from './medusa.ts'
import { promptLookup } from './prompt-lookup.ts'
import { roundedCache } from './rounded-cache.ts'
import { windowedCache } from './windowed-cache.ts'

export const decoders = [
  autoregressive,
  draftModel,
  promptLookup,
  medusa,
  eagle,
  earlyExit,
  roundedCache,
  windowedCache,
  diffusion,
] as const
