/**
 * Looks again at what is past: a request is written once more, with the same draws, by models of its own, up to the moment
 * asked for. Everything can be seen there, and nothing had to be kept.
 */
import type { Seconds } from '../../../kernel/units.ts'
import type { AttentionDetail, CacheMap, RoundDetail } from '../asked.ts'
import type { KvEntries } from '../contracts/cache.ts'
import { type Draft, type Outcome, Verdict } from '../contracts/draft.ts'
import type { RoundsView, Writing } from '../contracts/writing.ts'
import type { Watch } from '../core/built.ts'
import type { TokensRun } from '../core/tokens-run.ts'
import { bestOf } from '../sampling/best-of.ts'
import { normalise } from '../sampling/sampling.ts'
import { luckOf } from '../writing/luck.ts'

/** Tokens of a distribution that are told; the others are hardly ever drawn. */
const MOST_CHOICES = 16

const VERDICTS = {
  [Verdict.discarded]: 'discarded',
  [Verdict.accepted]: 'accepted',
  [Verdict.rejected]: 'rejected',
} as const

interface Again {
  readonly writing: Writing
  readonly rounds: RoundsView
  readonly texts: readonly string[]
}

/** A way in rounds of its own; null where texts are written otherwise. */
function twinOf(run: TokensRun, watch: Watch): Again | null {
  if (run.built.writings[0].rounds === undefined) return null
  const { writings, bench } = run.twin(watch)
  const [writing] = writings
  const { rounds } = writing
  return rounds === undefined ? null : { writing, rounds, texts: bench.tokenizer.texts }
}

/** Rounds 0 … `rounds` − 1 of a request again; null where the run has not come so far. */
function writeAgain(run: TokensRun, index: number, rounds: number, watch: Watch): Again | null {
  const request = run.logs[index]
  if (request === undefined || rounds > request.rounds) return null
  const again = twinOf(run, watch)
  if (again === null) return null
  const luck = luckOf(run.draws, index)
  // Round 0 is the prompt, which brings the first token.
  if (rounds > 0) again.writing.begin(request.promptTokens, run.setup.output, luck)
  for (let round = 1; round < rounds; round++) again.writing.step(luck)
  return again
}

/**
 * Round `round` of a request, and the distributions where row `row` of its draft stood to be judged; a negative row is the
 * written token of the round, −1 the first: the row that wrote it, or the one that was rejected in its place.
 */
export function roundAgain(
  run: TokensRun,
  index: number,
  { round, row }: { readonly round: number; readonly row: number },
): RoundDetail | null {
  const again = writeAgain(run, index, round + 1, () => undefined)
  if (again === null) return null
  const { draft, outcome, p, emitted } = again.rounds
  const { texts } = again
  const { vocab } = draft
  const rows = draft.count
  const judged = row < 0 ? rowOfWritten(draft, outcome, -row - 1) : Math.min(row, rows - 1)
  // Row 0 stands for the token that the target added: its distribution is that after the last accepted row.
  const parent = judged === 0 ? (outcome.path.at(-1) ?? 0) : draft.parent[judged]
  const at = parent * vocab
  const target = p.slice(at, at + vocab)
  const hasDraft = judged > 0 && draft.isDrawn[judged] === 1
  const q = hasDraft ? draft.q.slice(judged * vocab, (judged + 1) * vocab) : null
  const residual = target.map((value, id) =>
    q === null ? (judged > 0 && id === draft.token[judged] ? 0 : value) : Math.max(0, value - q[id]),
  )
  normalise(residual, 0, vocab)
  const choices = bestOf(
    target.map((value, id) => Math.max(value, q?.[id] ?? 0)),
    MOST_CHOICES,
  )
  const pick = (values: Float32Array) => Float32Array.from(choices, (id) => values[id])
  return {
    tokens: Array.from(draft.token.subarray(0, rows), (token) => texts[token]),
    parent: draft.parent.slice(0, rows),
    verdict: Array.from({ length: rows }, (_, i) => (i === 0 ? 'root' : VERDICTS[outcome.verdict[i] as 0 | 1 | 2])),
    p: outcome.p.slice(0, rows),
    q: outcome.q.slice(0, rows),
    overlap: outcome.overlap.slice(0, rows),
    u: outcome.u.slice(0, rows),
    emitted: emitted.map(({ token, source }) => ({ token: texts[token], source })),
    stop: draft.stop,
    judged,
    choices: choices.map((id) => texts[id]),
    target: pick(target),
    draft: q === null ? null : pick(q),
    residual: pick(residual),
  }
}

function rowOfWritten(draft: Draft, { path, verdict }: Outcome, place: number): number {
  if (place < path.length) return path[place]
  const last = path.at(-1) ?? 0
  for (let row = last + 1; row < draft.count; row++)
    if (draft.parent[row] === last && verdict[row] === Verdict.rejected) return row
  return 0
}

/** What the token at `place` of a request looked at when it went through the target. */
export function attentionOf(run: TokensRun, index: number, place: number): AttentionDetail | null {
  const request = run.logs[index]
  if (request === undefined || place < 0 || place >= request.promptTokens.length + request.written - 1) return null
  const { layers, heads } = run.built.target.shape
  const weights = new Float32Array(layers * heads * (place + 1))
  const sink = new Float32Array(layers * heads)
  let cache: KvEntries | null = null
  const watch: Watch = (site) => {
    if (cache === null || site.row !== site.rows - 1) return
    const at = (site.layer * heads + site.head) * (place + 1)
    let sum = 0
    for (let i = 0; i < site.count; i++) {
      weights[at + cache.place[site.entry + i]] = site.weights[i]
      sum += site.weights[i]
    }
    sink[site.layer * heads + site.head] = Math.max(0, 1 - sum)
  }
  // The cache as it was before the round that this token went through in (the prompt's is the first), then the text up to it.
  const text = [...request.promptTokens, ...request.text.token]
  const fedBefore = (round: number): number =>
    request.promptTokens.length - 1 + run.rounds.firstToken[request.rows[round]]
  const isPrompt = place < request.promptTokens.length
  let before = isPrompt ? 0 : 1
  while (!isPrompt && before + 1 < request.rounds && fedBefore(before + 1) <= place) before++
  const again = isPrompt ? twinOf(run, watch) : writeAgain(run, index, before, watch)
  if (again === null) return null
  const { writing, rounds, texts } = again
  for (let first = writing.cache.length; first <= place; first += rounds.mostRows) {
    if (first + rounds.mostRows > place) cache = writing.cache
    rounds.feed(text.slice(first, Math.min(first + rounds.mostRows, place + 1)), first)
  }
  return { layers, heads, tokens: text.slice(0, place + 1).map((token) => texts[token]), weights, sink }
}

/** What the cache held after the last round that had ended at `at`. */
export function cacheMapAt(run: TokensRun, at: Seconds): CacheMap | null {
  const { rounds } = run
  const last = rounds.roundAt(at)
  if (last < 0) return null
  const index = rounds.request[last]
  const again = writeAgain(run, index, rounds.step[last] + (rounds.end[last] <= at ? 1 : 0), () => undefined)
  if (again === null) return null
  const { cache, text } = again.writing
  const { layers, kvHeads } = cache.shape
  const places = cache.length
  const keyBits = new Uint8Array(layers * kvHeads * places)
  const valueBits = new Uint8Array(layers * kvHeads * places)
  for (let list = 0; list < cache.counts.length; list++) {
    const base = list * cache.capacity
    for (let entry = base; entry < base + cache.counts[list]; entry++) {
      keyBits[list * places + cache.place[entry]] = cache.keyBits[entry]
      valueBits[list * places + cache.place[entry]] = cache.valueBits[entry]
    }
  }
  const tokens = text.slice(0, places).map((token) => again.texts[token])
  return { request: index, layers, kvHeads, tokens, keyBits, valueBits }
}
