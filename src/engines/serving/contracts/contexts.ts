/** How much of a prompt is known, and since when all of it: a context may stream in. */
import type { Seconds, Tokens } from '../../../kernel/units.ts'
import type { Fact } from './fact.ts'
import type { RequestId } from './request.ts'

export interface Contexts {
  /** Prompt positions that are known so far. */
  available(request: RequestId): Tokens
  /** When the last of them came: of a prompt that comes as a whole its arrival; Infinity while more is to come. */
  completeAt(request: RequestId): Seconds
  /** Positions to be computed before the next token: the prompt as far as it is known, and what a victim had emitted. */
  known(request: RequestId): Tokens
}

/** Where nothing streams in, prompts are known when they arrive. */
export const contexts: Fact<Contexts> = {
  id: 'contexts',
  otherwise: (requests) => ({
    available: (request) => requests.promptTokens[request],
    completeAt: (request) => requests.arrival[request],
    known: (request) => requests.prefillTarget[request],
  }),
}
