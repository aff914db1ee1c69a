/** What is too much for every run of the tests is tried in turn: another few every day, and every one once before any comes again. */
import { mix } from '../src/kernel/draws.ts'

/** Days since 1970, UTC. */
export const today = (): number => Math.floor(Date.now() / 86_400_000)

/** The `count` of a day, counted from any midnight. They stand in an order that has nothing to do with the table's. */
export function ofTheDay<T>(all: readonly T[], name: (one: T) => string, day: number, count: number): readonly T[] {
  const order = all
    .map((one) => ({ one, name: name(one), key: keyOf(name(one)) }))
    .sort((a, b) => a.key - b.key || (a.name < b.name ? -1 : 1))
  return Array.from({ length: Math.min(count, order.length) }, (_, i) => order[(day * count + i) % order.length].one)
}

function keyOf(name: string): number {
  let key = 0
  for (let i = 0; i < name.length; i++) key = mix(key ^ name.charCodeAt(i))
  return key
}
