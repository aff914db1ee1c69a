/**
 * Which operation comes as the how many-th, and for which key: keyed draws, so that all structures and rules are asked the same. Keys are
 * whole numbers in an order of their own: the order in which they were inserted, which is also that of their popularity.
 */
import { aliasTable, zipfWeights } from '../../../../../kernel/distributions.ts'
import type { Draws } from '../../../../../kernel/draws.ts'
import { Kind, kinds, type Mix } from './mixes.ts'

interface Asked {
  readonly draws: Draws
  readonly mix: Mix
  readonly loaded: number
  readonly operations: number
  readonly skew: number
}

export interface KeyOperation {
  readonly kind: number
  /** The key's place in the order of insertion. */
  readonly place: number
}

export function whichKeys({ draws, mix, loaded, operations, skew }: Asked) {
  const kindOf = kindsOf(mix, draws, operations)
  const inserts = kindOf.reduce((sum, kind) => sum + (kind === Kind.insert ? 1 : 0), 0)
  const keys = shuffled(loaded + inserts, draws)
  const popular = draws.stream('popular')
  const rankOf = aliasTable(zipfWeights(loaded, skew))
  let inserted = loaded
  return {
    inserts,
    keyAt: (place: number): number => keys[place],
    at(index: number, isIn: (place: number) => boolean): KeyOperation {
      const kind = kindOf[index]
      if (kind === Kind.insert) return { kind, place: inserted++ }
      const rank = rankOf.at(popular.at(index))
      if (!mix.prefersNewest) return { kind, place: rank }
      let newest = inserted - 1
      while (!isIn(newest)) newest-- // those under way are not there yet for sure
      return { kind, place: Math.max(0, newest - rank) }
    },
  }
}

function kindsOf(mix: Mix, draws: Draws, operations: number): Uint8Array {
  const stream = draws.stream('kinds')
  return Uint8Array.from({ length: operations }, (_, i) => {
    let left = stream.at(i)
    for (const [kind, name] of kinds.entries()) {
      left -= mix[name]
      if (left < 0) return kind
    }
    return Kind.find
  })
}

/** 1 to n in an order that draws decide (Fisher and Yates). */
function shuffled(n: number, draws: Draws): Int32Array {
  const stream = draws.stream('keys')
  const keys = Int32Array.from({ length: n }, (_, i) => i + 1)
  for (let i = n - 1; i > 0; i--) {
    const other = Math.floor(stream.at(i) * (i + 1))
    ;[keys[i], keys[other]] = [keys[other], keys[i]]
  }
  return keys
}
