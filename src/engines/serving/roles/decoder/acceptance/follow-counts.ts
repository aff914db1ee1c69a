/**
 * Acceptance by counts of a real server: how many tokens verification steps brought, and what followed what.
 *
 * A chain over lengths: after a step of n tokens the next one would bring m with probability next[n][m] / Σ next[n], the first one
 * by the histogram; "8 or more" is drawn from the histogram's tail. A run that drafts less than a step would have brought uses the
 * rest up in its next rounds before it draws again: the text was easy there, and stays so. So with drafts as long as the
 * recording's the mean is the recorded one, and shorter drafts get less.
 *
 * Draws are keyed by request and the output position at which a step begins.
 */
import type { Draws } from '../../../../../kernel/draws.ts'
import type { ColumnKind, RequestColumn } from '../../../../../kernel/memory.ts'
import type { AcceptanceCounts } from '../../../../../traces/recordings/recording.ts'
import type { AcceptanceProcess } from './process.ts'

interface Context {
  readonly draws: Draws
  perRequest<K extends ColumnKind>(kind: K, initial?: number): RequestColumn<K>
}

export function followCounts({ lengths, next }: AcceptanceCounts, { draws, perRequest }: Context): AcceptanceProcess {
  const luck = draws.stream('acceptance')
  // Where the drawn step ends (its last token is the target's own), how long it was, and the position asked for last.
  const end = perRequest('i32')
  const drawn = perRequest('i32')
  const asked = perRequest('i32', -1)
  const most = next.length

  const draw = (request: number, position: number, before: number): number => {
    const row = before === 0 ? null : next[Math.min(before, most) - 1]
    const counts = row === null || !row.some((count) => count > 0) ? lengths : row
    const length = pick(counts, 0, luck.at(request, 2 * position))
    // The last class of a chain stands for all longer ones.
    return counts === lengths || length < most ? length : pick(lengths, most - 1, luck.at(request, 2 * position + 1))
  }

  return {
    accepted(request, position, drafts) {
      // A request that starts over walks again from its first position.
      if (position <= asked.at[request]) {
        end.at[request] = 0
        drawn.at[request] = 0
      }
      asked.at[request] = position
      if (position >= end.at[request]) {
        const length = draw(request, position, drawn.at[request])
        drawn.at[request] = length
        end.at[request] = position + length
      }
      return Math.min(drafts, end.at[request] - position - 1)
    },
  }
}

/** A length (from 1) by counts, of those from index `first` on; `first` + 1 where there are none. */
function pick(counts: readonly number[], first: number, u: number): number {
  let total = 0
  for (let i = first; i < counts.length; i++) total += counts[i]
  let left = u * total
  for (let i = first; i < counts.length; i++) {
    left -= counts[i]
    if (left < 0) return i + 1
  }
  return first + 1
}
