/**
 * β along real text, for the cluster simulation: the target writes the prompts of a set-up on by itself, then target and draft
 * read what it wrote, and at every position it is known how likely a drafted token would have been accepted.
 *
 * A speculative run writes text of the same distribution, but judges a position only where a round happens to reach it.
 */
import type { AcceptanceTrace, ArtefactWork } from '../../../kernel/artefacts.ts'
import type { Draws } from '../../../kernel/draws.ts'
import { failure, type Result, success } from '../../../kernel/problem.ts'
import { chosen } from '../../../schema/choice.ts'
import type { TokenAssets } from '../assets.ts'
import { buildWriter } from '../build.ts'
import { luckOf } from '../decode/seeds.ts'
import type { KvCache } from '../model/kv-cache.ts'
import type { Transformer } from '../model/transformer.ts'
import { distribution } from '../sampling/sampling.ts'
import type { TokensSetup } from '../schema.ts'
import { promptSources } from '../text/prompt-sources.ts'
import { Special } from '../text/tokenizer.ts'

/** Texts at least, whatever the set-up asks for: a cluster of hundreds of requests wants more than a page of text. */
const LEAST_TEXTS = 42

export function recordAcceptance(setup: TokensSetup, assets: TokenAssets, draws: Draws): Result<ArtefactWork> {
  const knobs = setup.decoder.knobs as { readonly draft?: string }
  if (setup.decoder.id !== 'draft-model' || knobs.draft === undefined) {
    return failure({
      code: 'no-draft-model',
      message: `The tokens experiment decodes by “${setup.decoder.id}”: only a draft model has a chance of acceptance at every position.`,
      remedy: 'Choose the draft model as its decoder.',
    })
  }
  const plain: TokensSetup = { ...setup, decoder: { id: 'autoregressive', knobs: {} } }
  const built = buildWriter({ ...plain, draftLength: { id: 'fixed', knobs: { draftLength: 1 } } }, assets, null, [
    knobs.draft,
  ])
  if (!built.ok) return built
  const { bench, writer, target } = built.value
  const draft = bench.transformer(knobs.draft)
  const readers = [target, draft].map((model) => ({ model, cache: bench.cacheFor(model) }))
  const source = chosen(promptSources, setup.prompts)
  const wanted = { ...(setup.prompts.knobs as { requests: number }) }
  wanted.requests = Math.max(LEAST_TEXTS, wanted.requests)
  const prompts = source.prompts(wanted as never, draws)
  const traces: AcceptanceTrace[] = []
  let next = 0
  return success({
    advance() {
      if (next < prompts.length) {
        const { domain, text } = prompts[next]
        const prompt = [Special.bos, ...bench.tokenizer.encode(text)]
        const luck = luckOf(draws, next)
        writer.begin(prompt)
        while (writer.text.length < prompt.length + setup.output && !writer.hasEnded) writer.round(1, luck)
        const [p, q] = readers.map((reader) => read(reader, writer.text))
        const beta = new Float32Array(writer.text.length - prompt.length)
        const { vocab } = target.shape
        // Position i of the output is foretold after the token before it.
        for (let i = 0; i < beta.length; i++) {
          const at = (prompt.length + i - 1) * vocab
          for (let id = 0; id < vocab; id++) beta[i] += Math.min(p[at + id], q[at + id])
        }
        if (beta.length > 0) traces.push({ domain, beta })
        next++
      }
      return next / prompts.length
    },
    value: () => traces,
  })

  /** Distributions after every token of a text, as they would be sampled. */
  function read({ model, cache }: { model: Transformer; cache: KvCache }, text: readonly number[]): Float32Array {
    const { vocab } = model.shape
    const all = new Float32Array(text.length * vocab)
    cache.clear()
    for (let first = 0; first < text.length; first += model.mostRows) {
      const tokens = text.slice(first, first + model.mostRows)
      const logits = model.forward(cache, { tokens, first, sight: 'causal' })
      for (let row = 0; row < tokens.length; row++)
        distribution(bench.kernels, { logits, at: row * vocab, vocab }, setup.sampling, all, (first + row) * vocab)
    }
    return all
  }
}
