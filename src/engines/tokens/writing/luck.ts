/** The draws of one text. A step has its own, so that what was drafted and thrown away never comes back. */
import type { Draws } from '../../../kernel/draws.ts'
import type { Luck } from '../contracts/writing.ts'

/** More rows than a step ever has. */
const ROWS = 256

export function luckOf(draws: Draws, request: number): Luck {
  const draft = draws.stream('draft')
  const accept = draws.stream('accept')
  const emit = draws.stream('emit')
  return {
    draft: (step, node) => draft.at(request, step * ROWS + node),
    accept: (step, row) => accept.at(request, step * ROWS + row),
    emit: (step) => emit.at(request, step),
  }
}
