/** Masks that are filled in step by step: what became of the places that steps computed. What a step fills in is the decoder's. */
import type { Seconds } from '../../../../kernel/units.ts'
import { chosen } from '../../../../schema/choice.ts'
import type { Cluster } from '../../core/cluster.ts'
import { keep, type Mechanism, ownTracks } from '../../core/mechanism.ts'
import { tracksOf } from '../../core/recording.ts'
import { decoders } from '../../roles/decoder/index.ts'
import { steps } from './account.ts'
import { type DenoisingCounts, denoisingState, denoisingTrack } from './state.ts'

export const denoising: Mechanism = {
  id: 'denoising',
  account: steps,
  install(cluster, { setups, decoders: built }) {
    if (!setups.some(({ decoder }) => chosen(decoders, decoder).isDenoising)) return null
    const { memory } = cluster
    const own: DenoisingCounts = {
      counts: memory.object({ filled: 0, masked: 0, steps: 0 }),
      amounts: memory.array('f64', 3),
      replaced: memory.array('f64', 4),
      provenance: () => built().find(({ fills }) => fills !== undefined)?.fills ?? 'assumed',
    }
    return {
      state: keep(denoisingState, own),
      tracks: ownTracks(denoisingTrack, (recorder) =>
        recorder.count({
          id: 'denoising',
          title: 'Denoising',
          unit: 'tokens',
          series: ['filled', 'masked'],
          provenance: own.provenance(),
        }),
      ),
      hooks: {
        iterated: (_batch, now) => book(own, cluster, now),
        silent: (now) => tracksOf(cluster.recording, denoisingTrack)?.mark(now),
      },
    }
  },
}

function book({ amounts, replaced, counts }: DenoisingCounts, { recording }: Cluster, now: Seconds): void {
  const [filled, masked, steps] = amounts
  const lost = replaced[2]
  amounts.fill(0)
  replaced.fill(0)
  if (steps === 0 && lost === 0) return
  counts.filled += filled
  counts.masked += masked + lost
  counts.steps += steps
  const track = tracksOf(recording, denoisingTrack)
  if (track === null) return
  track.value[0] += filled
  track.value[1] += masked + lost
  track.mark(now)
}
