/** Experts in memory: the rule over what is known of their use, and a rehearsal of every text for an oracle, who knows it before it is written. */
import { picked } from '../../../schema/choice.ts'
import type { Luck, Writing } from '../contracts/writing.ts'
import type { ExpertsInMemory } from '../core/built.ts'
import { chosenBy, ExpertStore } from '../experts/expert-store.ts'
import { UseLog } from '../experts/use-log.ts'
import type { Transformer } from '../model/transformer.ts'
import { expertCaches } from '../roles/expert-cache/index.ts'
import type { TokensSetup } from '../set-up/schema.ts'
import { visibleUses } from './oracle-boundary.ts'

/** Whether every text is written twice, once to know which experts it will use. */
export const isRehearsed = (setup: TokensSetup): boolean =>
  picked(expertCaches, setup.expertCache).definition.sees?.includes('routing') ?? false

/** `rehearsal` makes what writes a text as it will be written, where that is to be known. Null where all experts lie in memory. */
export function expertsOf(setup: TokensSetup, target: Transformer, rehearsal: () => Writing): ExpertsInMemory | null {
  const { layers, experts } = target.shape
  const { definition, knobs } = picked(expertCaches, setup.expertCache)
  const uses = new UseLog(layers, experts)
  const rule = definition.create(knobs as never, visibleUses(uses, definition))
  if (rule === null) return null
  const store = new ExpertStore(rule, uses, target.meter)
  target.gating.watch = store
  const writing = isRehearsed(setup) ? rehearsal() : null
  return {
    store,
    begin(prompt, output, luck) {
      uses.begin(writing && rehearse(writing, target, { prompt, output, luck }))
      target.gating.watch = store
    },
  }
}

interface Text {
  readonly prompt: readonly number[]
  readonly output: number
  readonly luck: Luck
}

/** By layer: the experts of every row of a text. Caches change when tokens come and never which, so it will be written the same. */
function rehearse(writing: Writing, target: Transformer, { prompt, output, luck }: Text): (readonly number[])[][] {
  const rows: (readonly number[])[][] = Array.from({ length: target.shape.layers }, () => [])
  target.gating.watch = { routed: (site) => void rows[site.layer].push(...chosenBy(site)) }
  writing.begin(prompt, output, luck)
  while (!writing.isDone) writing.step(luck)
  target.meter.take()
  return rows
}
