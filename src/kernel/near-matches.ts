/** “Did you mean …”: names that differ from what was typed by few letters, or end in the same word. */

/** At most three, nearest first; names of the same distance stay in the order given. */
export function nearMatches(typed: string, names: readonly string[]): readonly string[] {
  const lower = typed.toLowerCase().slice(0, 100)
  return names
    .map((name, index) => ({ name, index, distance: pathDistance(lower, name.toLowerCase()) }))
    .filter((match) => match.distance < Number.POSITIVE_INFINITY)
    .sort((a, b) => a.distance - b.distance || a.index - b.index)
    .filter((match, _, [best]) => match.distance <= best.distance + 1)
    .slice(0, 3)
    .map(({ name }) => name)
}

/** Infinite where nobody would mean the one by the other. `tokenBudget` and `shceduler.tokenBudget` mean what ends so. */
function pathDistance(typed: string, name: string): number {
  const last = endOf(typed)
  if (last === endOf(name)) return 1
  const whole = distance(typed, name)
  const end = distance(last, endOf(name))
  return Math.min(
    whole <= mostWrong(typed) ? whole : Number.POSITIVE_INFINITY,
    end <= mostWrong(last) ? end + 1 : Number.POSITIVE_INFINITY,
  )
}

/** A third of the letters may be wrong: `rtae` for `rate`, `schedular` for `scheduler`. */
const mostWrong = (typed: string): number => Math.floor(typed.length / 3)

const endOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1)

/** Letters to insert, delete, replace or swap with a neighbour (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (isSame ? 0 : 1))
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (isSwap) next[j] = Math.min(next[j], before[j - 2] + 1)
    }
    before = row
    row = next
  }
  return row[b.length]
}

/** ` Did you mean a or b?`, or nothing. */
export function didYouMean(typed: string, names: readonly string[]): string {
  const near = nearMatches(typed, names)
  return near.length === 0 ? '' : `Did you mean ${near.join(' or ')}? `
}
