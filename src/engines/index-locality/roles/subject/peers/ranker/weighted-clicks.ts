/** Items by clicks that are known for the query, each counted as much as who clicked: what rules differ in is that weight. */
import type { ClickLog, Ranker } from '../../../../contracts/ranker.ts'

export function scoreByClicks(
  log: ClickLog,
  { query, items }: { readonly query: number; readonly items: readonly number[] },
  weightOf: (clicker: number) => number,
  into: Float64Array,
): void {
  into.fill(0)
  log.each((clicker, asked, item, count) => {
    if (asked !== query) return
    const place = items.indexOf(item)
    if (place >= 0) into[place] += count * weightOf(clicker)
  })
}

/** A ranker whose weights do not depend on what is known. */
export const clicksCounted = (
  log: (peer: number) => ClickLog,
  weightOf: (peer: number, clicker: number, key: number) => number,
): Ranker => ({
  score({ peer, query, items, key }, into) {
    scoreByClicks(log(peer), { query, items }, (clicker) => weightOf(peer, clicker, key), into)
  },
})
