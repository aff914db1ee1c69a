/**
 * Readers: clients that read an answer while it is written. One is pleased when the first token came within the time that its prompt
 * allows, and when the moving average of the gaps after it never said less than its pace: one long gap may be made up for, several in
 * a row may not.
 *
 * Source: DeepSpeed-FastGen (Holmes et al. 2024, arXiv 2401.08671), what its benchmark counts as effective: the first token within
 * prompt / 512 s, and an exponential moving average of span 16 over the times between tokens.
 */
import type { Seconds } from '../../../../kernel/units.ts'
import { contexts } from '../../contracts/contexts.ts'
import type { RequestId } from '../../contracts/request.ts'
import { factOf, keep, type Mechanism } from '../../core/mechanism.ts'
import { reading } from './account.ts'
import { type Readers, readersState } from './state.ts'

/** Prompt tokens that a first token may take a second for. */
const PROMPT_RATE = 512
/** Weight of the last gap, 2 / (span + 1). */
const NEWEST = 2 / 17

export const readers: Mechanism = {
  id: 'readers',
  account: reading,
  install(cluster, { setups }) {
    const { pace } = setups[0].clients
    if (pace <= 0) return null
    const { memory, requests } = cluster
    const own: Readers = {
      counted: memory.perRequest('i32', 0),
      readAt: memory.perRequest('f64', 0),
      average: memory.perRequest('f64', Number.NaN),
      isLeft: memory.perRequest('u8', 0),
    }
    const { counted, readAt, isLeft } = own
    return {
      state: keep(readersState, own),
      hooks: {
        answering(_instance, request, now) {
          counted.at[request] = 1
          readAt.at[request] = now
          const took = now - factOf(cluster, contexts).completeAt(request)
          if (took > requests.promptTokens[request] / PROMPT_RATE) isLeft.at[request] = 1
        },
        iterated({ stream, piece, state }, now) {
          for (let i = 0; i < state.streams; i++) read(own, stream[i], requests.emitted[stream[i]], 1 / pace, now)
          for (let i = 0; i < state.pieces; i++) read(own, piece[i], requests.emitted[piece[i]], 1 / pace, now)
        },
      },
    }
  },
}

/** Tokens that came out since the last time: those of one round share the gap before it. */
function read(own: Readers, request: RequestId, emitted: number, longest: Seconds, now: Seconds): void {
  const { counted, readAt, average, isLeft } = own
  const fresh = emitted - counted.at[request]
  if (fresh <= 0) return
  const gap = (now - readAt.at[request]) / fresh
  let smooth = average.at[request]
  for (let i = 0; i < fresh; i++) {
    smooth = Number.isNaN(smooth) ? gap : smooth + NEWEST * (gap - smooth)
    if (smooth > longest) isLeft.at[request] = 1
  }
  average.at[request] = smooth
  counted.at[request] = emitted
  readAt.at[request] = now
}
