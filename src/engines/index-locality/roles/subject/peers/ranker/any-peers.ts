/** The control: clicks of others count as much as a draw says, the same for a pair throughout. */
import * as z from 'zod'
import { defineRanker } from '../../../../contracts/ranker.ts'
import { clicksCounted } from './weighted-clicks.ts'

export const anyPeers = defineRanker({
  id: 'any-peers',
  role: 'ranker',
  title: 'Peers at random',
  help: 'A control: others count as much as a draw says, however like they are.',
  knobs: z.strictObject({}),
  create(_, { log, draws }) {
    const stream = draws.stream('weights of peers')
    return clicksCounted(log, (peer, clicker) => (peer === clicker ? 1 : stream.at(peer, clicker)))
  },
})
