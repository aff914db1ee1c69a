/** Drafts that are verified: what became of them, by iteration and in all. What a round emits is the decoder's. */
import { answering } from '../../../../kernel/question.ts'
import type { Seconds } from '../../../../kernel/units.ts'
import { chosen } from '../../../../schema/choice.ts'
import * as asked from '../../../asked.ts'
import type { Batch } from '../../core/batch.ts'
import type { Cluster } from '../../core/cluster.ts'
import { keep, type Mechanism, ownTracks } from '../../core/mechanism.ts'
import { tracksOf } from '../../core/recording.ts'
import { decoders } from '../../roles/decoder/index.ts'
import { acceptanceBreakdown } from './acceptance-breakdown.ts'
import { acceptance } from './account.ts'
import { acceptanceTrack, type Speculation, speculationState } from './state.ts'

export const speculation: Mechanism = {
  id: 'speculation',
  account: acceptance,
  questions: [({ cluster }) => answering(asked.acceptance, () => acceptanceBreakdown(cluster))],
  install(cluster, { setups, decoders: built }) {
    if (!setups.some(({ decoder }) => chosen(decoders, decoder).isDrafting)) return null
    const { memory } = cluster
    const own: Speculation = {
      counts: memory.object({ accepted: 0, rejected: 0, discarded: 0, bonus: 0, rounds: 0 }),
      amounts: memory.array('f64', 4),
      tally: null,
      provenance: () => built().find(({ drafts }) => drafts !== null)?.drafts ?? 'assumed',
    }
    return {
      state: keep(speculationState, own),
      tracks: ownTracks(acceptanceTrack, (recorder) =>
        recorder.count({
          id: 'acceptance',
          title: 'Token acceptance',
          unit: 'tokens',
          // As decoders write them and charts stack them.
          series: ['accepted', 'rejected', 'discarded', 'bonus', 'rounds'],
          provenance: own.provenance(),
        }),
      ),
      hooks: {
        iterated: (batch, now) => bookAcceptance(own, cluster, batch, now),
        silent: (now) => tracksOf(cluster.recording, acceptanceTrack)?.mark(now),
      },
    }
  },
}

function bookAcceptance({ amounts, counts }: Speculation, { recording, roles }: Cluster, batch: Batch, now: Seconds) {
  // A patch may have put in a decoder that drafts nothing while drafts were being verified.
  const track = tracksOf(recording, acceptanceTrack)
  if (track === null || (roles.decoder.drafts === null && !batch.verifies)) return
  // What it computes is masks, and no draft.
  if (roles.decoder.fills !== undefined) return
  const rounds = batch.state.streams
  counts.rounds += rounds
  counts.accepted += amounts[0]
  counts.rejected += amounts[1]
  counts.discarded += amounts[2]
  counts.bonus += amounts[3]
  for (let i = 0; i < 4; i++) track.value[i] += amounts[i]
  track.value[4] += rounds
  amounts.fill(0)
  track.mark(now)
}
