/**
 * Papers that are run in tests today: what their runs cost would grow with every paper. Others tomorrow, all of them with PAPERS=all; that
 * every stored verdict is of today's engine and words is asked of all of them, every day.
 */
import { ofTheDay, today } from '../../scripts/of-the-day.ts'

export const papersOfTheDay = (ids: readonly string[], count: number): readonly string[] =>
  process.env.PAPERS === 'all' ? ids : ofTheDay(ids, (id) => id, today(), count)
