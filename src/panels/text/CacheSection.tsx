/** Which tokens the cache holds at the playhead, head by head, and in how many bits. */

import type { CacheMap } from '../../engines/tokens/asked.ts'
import { cacheMap } from '../../engines/tokens/asked.ts'
import { useLooked } from '../../store/use-looked.ts'
import { formatCount } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import type { ArmKey } from '../../worker/api.ts'
import { named } from './WrittenWords.tsx'

const ROW = 12

export function CacheSection({ arm, at }: { readonly arm: ArmKey; readonly at: number }) {
  const { value, isLate } = useLooked(`${arm} ${at}`, (look) => look.ask(cacheMap, arm, at))
  if (!value || value.tokens.length === 0) return null
  const places = value.tokens.length
  const lists = value.layers * value.kvHeads
  const kept = value.keyBits.reduce((sum, bits) => sum + (bits > 0 ? 1 : 0), 0)
  return (
    <section aria-labelledby="cache-reading" className={isLate ? 'late' : undefined} aria-busy={isLate}>
      <h3 id="cache-reading">{say('KV cache')}</h3>
      <p className="note">
        {say(
          '{kept} of {all} entries of text {n} are kept: a row is a KV head, a column a token. Paler is fewer bits, empty is evicted.',
          {
            kept: formatCount(kept),
            all: formatCount(places * lists),
            n: formatCount(value.request + 1),
          },
        )}
      </p>
      <svg
        className="cache-map"
        viewBox={`0 0 ${places} ${lists * ROW}`}
        preserveAspectRatio="none"
        style={{ height: `${lists * ROW}px` }}
        role="img"
        aria-label={describe(value, kept)}
      >
        {[...Array(lists).keys()].map((list) =>
          stretchesOf(value, list).map(({ from, until, bits }) => (
            <rect
              key={`${list} ${from}`}
              x={from}
              y={list * ROW + (list % value.kvHeads === 0 ? 2 : 0)}
              width={until - from}
              height={ROW - 3}
              className="cache-kept"
              opacity={0.25 + (0.75 * Math.min(bits, 16)) / 16}
            >
              <title>{titleOf(value, list, { from, until, bits })}</title>
            </rect>
          )),
        )}
      </svg>
    </section>
  )
}

interface Stretch {
  readonly from: number
  readonly until: number
  readonly bits: number
}

/** Neighbours of a head that are kept in the same bits. */
function stretchesOf({ keyBits, tokens }: CacheMap, list: number): readonly Stretch[] {
  const places = tokens.length
  const stretches: Stretch[] = []
  for (let from = 0; from < places; ) {
    const bits = keyBits[list * places + from]
    let until = from + 1
    while (until < places && keyBits[list * places + until] === bits) until++
    if (bits > 0) stretches.push({ from, until, bits })
    from = until
  }
  return stretches
}

function titleOf({ kvHeads, tokens, valueBits }: CacheMap, list: number, { from, until, bits }: Stretch): string {
  return say('Layer {layer}, KV head {head}: “{first}” to “{last}”, keys in {bits} bits, values in {valueBits}', {
    layer: Math.floor(list / kvHeads) + 1,
    head: (list % kvHeads) + 1,
    first: named(tokens[from]),
    last: named(tokens[until - 1]),
    bits,
    valueBits: valueBits[list * tokens.length + from],
  })
}

const describe = ({ layers, kvHeads, tokens }: CacheMap, kept: number): string =>
  say('{layers} layers of {heads} KV heads over {tokens} tokens: {kept} entries kept', {
    layers,
    heads: kvHeads,
    tokens: tokens.length,
    kept,
  })
