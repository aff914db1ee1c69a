/** How items are ordered. A new rule is its file and a line here. */
import { anyPeers } from './any-peers.ts'
import { gRank } from './g-rank.ts'
import { noOrder } from './no-order.ts'
import { ownClicks } from './own-clicks.ts'
import { popularity } from './popularity.ts'
import { wanted } from './wanted.ts'

export const rankers = [gRank, popularity, ownClicks, anyPeers, noOrder, wanted] as const
