/** Experts of a model that has some: the gate is asked for every batch, and what it touches is written down. */
import type { GridTrack } from '../../../../kernel/tracks.ts'
import { chosen } from '../../../../schema/choice.ts'
import type { Batch } from '../../core/batch.ts'
import type { Cluster } from '../../core/cluster.ts'
import { keep, type Mechanism, ownTracks, type StateKey } from '../../core/mechanism.ts'
import { tracksOf } from '../../core/recording.ts'
import { gates } from '../../roles/gate/index.ts'
import { gateLayers } from '../../set-up/hardware.ts'
import { uniqueExperts } from './account.ts'
import { type ExpertCounts, expertState } from './state.ts'

/** Rows of layers, cells of experts. */
const expertTrack: StateKey<GridTrack> = { id: 'experts' }

export const experts: Mechanism = {
  id: 'experts',
  account: uniqueExperts,
  install(cluster, { setups, hardware }) {
    const { experts: shape } = hardware.model
    if (!shape) return null
    const [{ gate }] = setups
    const counts = cluster.memory.object<ExpertCounts>({ unique: 0, iterations: 0 })
    return {
      state: keep(expertState, counts),
      tracks: ownTracks(expertTrack, (recorder) =>
        recorder.grid({
          id: 'experts',
          title: 'Expert activations',
          unit: 'tokens',
          series: Array.from({ length: gateLayers(setups[0]) }, (_, i) => `layer ${i}`),
          cells: shape.count,
          provenance: chosen(gates, gate).provenance ?? 'assumed',
        }),
      ),
      hooks: {
        batched: (_instance, batch) => gateBatch(cluster, counts, batch),
        begun: (now) => tracksOf(cluster.recording, expertTrack)?.mark(now),
      },
    }
  },
}

function gateBatch({ roles, requests, recording }: Cluster, counts: ExpertCounts, batch: Batch): void {
  const { gate } = roles
  if (gate === null) return
  const { computed } = requests
  const { work, stream, streamTokens, piece, pieceTokens, state } = batch
  gate.open()
  for (let i = 0; i < state.streams; i++) gate.route(stream[i], computed[stream[i]], streamTokens[i])
  for (let i = 0; i < state.pieces; i++) gate.route(piece[i], computed[piece[i]], pieceTokens[i])
  gate.close(work.experts, tracksOf(recording, expertTrack)?.value ?? null)
  let unique = 0
  for (let layer = 0; layer < work.experts.layers; layer++) unique += work.experts.unique[layer]
  counts.unique += unique / work.experts.layers
  counts.iterations++
}
