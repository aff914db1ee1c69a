/**
 * Fills the row of a generated request that continues nobody: lengths, class, and the system prompt it may share.
 *
 * Everything is drawn by `index`, the request's number within its workload, and never by its row: a burst in one arm moves rows
 * and must not move anybody's luck.
 */
import type { Seconds, Tokens } from '../../../../kernel/units.ts'
import { LONGEST_LENGTH } from '../../../../traces/longest-length.ts'
import type { RequestId } from '../../contracts/request.ts'
import type { WorkloadContext } from '../../contracts/workload.ts'

export interface SyntheticRequest {
  readonly request: RequestId
  readonly index: number
  /** Number of its prompt, where prompts are asked several times. */
  readonly prompt?: number | undefined
  readonly arrival: Seconds
  /** Instead of a draw from the set-up's lengths, where given. */
  readonly promptTokens?: Tokens | undefined
  readonly outputTokens?: Tokens | undefined
}

/** A length of the set-up for a class whose are so many times as long. */
export const scaled = (tokens: Tokens, scale: number): Tokens =>
  scale === 1 ? tokens : Math.max(1, Math.min(LONGEST_LENGTH, Math.round(tokens * scale)))

export function fillSyntheticRequest(context: WorkloadContext, given: SyntheticRequest): void {
  const { request, index, prompt = index } = given
  const { requests, content, systemPrompt } = context
  const group = systemPrompt.tokens > 0 ? systemPrompt.groupOf(prompt) : -1
  const shared = group < 0 ? 0 : systemPrompt.tokens
  requests.arrival[request] = given.arrival
  const serviceClass = context.drawClass(prompt)
  const scale = context.scales[serviceClass]
  requests.promptTokens[request] = Math.min(
    LONGEST_LENGTH,
    shared + (given.promptTokens ?? scaled(context.prompt.tokens(prompt), scale.prompt)),
  )
  requests.outputTokens[request] =
    given.outputTokens ?? scaled(context.output.tokens(index, given.prompt), scale.output)
  requests.serviceClass[request] = serviceClass
  // Without a system prompt, or a prompt that others ask too, there is nothing to say: content is unique where no link is written.
  if (group < 0 && given.prompt === undefined) return
  if (group >= 0) content.link(request, content.ownerOf('system-prompt', group), 0)
  if (given.prompt !== undefined) content.link(request, content.ownerOf('prompt', prompt), shared)
  content.link(request, content.newOwner(), given.prompt === undefined ? shared : requests.promptTokens[request])
}
