/**
 * Running streams get their next token first, in order of admission. When a stream's next block is lacking, the stream
 * admitted last is preempted, until the block is there or the stream itself was the last.
 */
import { Phase } from '../../contracts/request.ts'
import type { SchedulerView } from '../../contracts/scheduler.ts'

/** The rule below in words. */
export const LAST_ADMITTED = 'the one admitted last'

/**
 * Adds every decoding stream to the batch and returns the place in the running list of the first request that is not
 * decoding, −1 when all are. Streams already in the batch are never victims: they come earlier.
 */
export function keepDecoding(view: SchedulerView): number {
  const { running, kv, batch } = view
  const { phase, decodeTokens, computed } = view.requests
  const room = kv.room.at
  let firstPrompt = -1
  for (let i = 0; i < running.length; i++) {
    const request = running.at(i)
    if (phase[request] !== Phase.decode) {
      if (firstPrompt < 0) firstPrompt = i
      continue
    }
    const tokens = decodeTokens[request]
    // Fifteen of sixteen times the last block has a free position: then nobody has to be asked.
    if (computed[request] + tokens <= room[request] || kv.reserve(request, tokens)) {
      batch.addStream(request, tokens)
      continue
    }
    if (makeRoom(view, request, tokens)) batch.addStream(request, tokens)
    else if (running.at(i) !== request) i-- // it has left the list, and the next one has its place
    if (firstPrompt > 0) firstPrompt = 0 // whoever was preempted may have stood before the prompt
  }
  return firstPrompt < running.length ? firstPrompt : -1
}

/**
 * Preempts from the end of the running list until `tokens` fit; false when the request had to go itself, or has to wait. Who is in the
 * batch stays: a stream that came back from the host is in it, though it stands behind a prompt under way.
 *
 * Over pipeline stages whoever was admitted later may be in another stage's batch: then the request keeps its blocks and waits, and
 * they are the victims when they are back. If it gave way, two prompts that fit one at a time would throw each other out for ever.
 */
export function makeRoom(view: SchedulerView, request: number, tokens: number): boolean {
  const { running, kv, batch } = view
  while (!kv.reserve(request, tokens)) {
    let last = running.length - 1
    while (batch.has(running.at(last)) || !kv.areTogether(running.at(last), request)) last--
    const victim = running.at(last)
    if (victim === request && view.isVictimInFlight(request, (_other, isLater) => isLater)) return false
    view.preempt(victim)
    if (victim === request) return false
  }
  return true
}

/**
 * Where nothing could be planned: the first prompt under way that has something to compute takes what the others hold. Contexts that
 * stream in hold blocks while they wait, and several could wait for each other for ever.
 */
export function rescuePrompts(view: SchedulerView): void {
  const { running, batch } = view
  if (batch.length > 0) return
  for (let i = 0; i < running.length; i++) {
    const request = running.at(i)
    const left = view.promptLeft(request)
    if (view.requests.phase[request] !== Phase.prefill || left <= 0) continue
    if (makeRoom(view, request, left)) batch.add(request, left)
    return
  }
}
