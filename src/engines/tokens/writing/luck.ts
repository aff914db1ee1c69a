/** The draws of one request. A round has its own, so that what was drafted and thrown away never comes back. */
import type { Draws } from '../../../kernel/draws.ts'
import type { Luck } from './rounds/rounds.ts'

/** More rows than a round ever has. */
const ROWS = 256

export function luckOf(draws: Draws, request: number): Luck {
  const draft = draws.stream('draft')
  const accept = draws.stream('accept')
  const emit = draws.stream('emit')
  return {
    draft: (round, node) => draft.at(request, round * ROWS + node),
    accept: (round, row) => accept.at(request, round * ROWS + row),
    emit: (round) => emit.at(request, round),
  }
}
