/**
 * Texts for recordings: the target of a set-up writes its prompts on by itself, token by token, with its whole cache. A
 * speculative run writes text of the same distribution, but looks at a position only where a round happens to reach it.
 */
import type { Draws } from '../../../kernel/draws.ts'
import { type Result, success } from '../../../kernel/problem.ts'
import { chosen } from '../../../schema/choice.ts'
import { build } from '../build/build.ts'
import type { Prompt } from '../contracts/prompts.ts'
import type { Built } from '../core/built.ts'
import type { TokenAssets } from '../model/assets.ts'
import { promptSources } from '../roles/prompts/index.ts'
import type { TokensSetup } from '../set-up/schema.ts'
import { Special } from '../text/tokenizer.ts'
import { luckOf } from '../writing/luck.ts'

/** Texts at least, whatever the set-up asks for: a cluster of hundreds of requests wants more than a page of text. */
const LEAST_TEXTS = 42

export interface OwnText {
  readonly domain: string
  readonly tokens: readonly number[]
  readonly promptLength: number
}

export interface OwnTexts {
  readonly built: Built
  readonly count: number
  text(index: number): OwnText
}

/** `more`: files beside the target's that the recorder reads. */
export function ownTexts(
  setup: TokensSetup,
  {
    assets,
    draws,
    more = [],
  }: { readonly assets: TokenAssets; readonly draws: Draws; readonly more?: readonly string[] },
): Result<OwnTexts> {
  const plain: TokensSetup = {
    ...setup,
    decoder: { id: 'autoregressive', knobs: {} },
    draftLength: { id: 'fixed', knobs: { draftLength: 1 } },
    kvFormat: { id: 'full', knobs: {} },
    retention: { id: 'full', knobs: {} },
    select: { id: 'full', knobs: {} },
    expertCache: { id: 'resident', knobs: {} },
  }
  const built = build(plain, assets, { more })
  if (!built.ok) return built
  const { bench, writings } = built.value
  const [writing] = writings
  const prompts = promptsOf(setup, draws)
  return success({
    built: built.value,
    count: prompts.length,
    text(index) {
      const { domain, text } = prompts[index]
      const prompt = [Special.bos, ...bench.tokenizer.encode(text)]
      const luck = luckOf(draws, index)
      const [first] = writing.begin(prompt, setup.output, luck)?.written ?? []
      let last = first?.token ?? -1
      while (writing.text.length < prompt.length + setup.output && last !== Special.end)
        last = writing.step(luck).written[0].token
      return { domain, tokens: writing.text, promptLength: prompt.length }
    },
  })
}

/** The set-up's prompts, and more of the same kind where it asks for few. */
export function promptsOf(setup: TokensSetup, draws: Draws): readonly Prompt[] {
  const wanted = { ...(setup.prompts.knobs as { requests: number }) }
  wanted.requests = Math.max(LEAST_TEXTS, wanted.requests)
  return chosen(promptSources, setup.prompts).create(wanted as never, { draws })
}
