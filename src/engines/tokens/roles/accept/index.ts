/** Verdicts on drafted tokens. A new one is its file and a line here. */
import { always } from './always.ts'
import { coin } from './coin.ts'
import { exact } from './exact.ts'
import { typical } from './typical.ts'

export const accepts = [exact, typical, coin, always] as const
