/** A decoder on its own: requests that decode round after round, with what each round did. */

import type { Decoder } from '../../../../../src/engines/serving/contracts/decoder.ts'
import { DraftTally } from '../../../../../src/engines/serving/mechanisms/speculation/draft-tally.ts'
import { Requests } from '../../../../../src/engines/serving/requests/requests.ts'
import { acceptanceProcesses } from '../../../../../src/engines/serving/roles/decoder/acceptance/index.ts'
import type { AcceptanceProcess } from '../../../../../src/engines/serving/roles/decoder/acceptance/process.ts'
import { speculative } from '../../../../../src/engines/serving/roles/decoder/speculative.ts'
import { createDraws } from '../../../../../src/kernel/draws.ts'
import { Memory } from '../../../../../src/kernel/memory.ts'
import type { AcceptanceCounts } from '../../../../../src/traces/recordings/recording.ts'
import { madeUpCounts, madeUpTraces } from '../../../../laws/supplies.ts'

export interface DecoderLab {
  readonly decoder: Decoder
  readonly requests: Requests
  readonly memory: Memory
  /** [accepted, rejected, discarded, bonus] since the lab was made. */
  readonly acceptance: Float64Array
  /** One round of a request that may go on for ever: tokens emitted. */
  round(request: number): number
}

/** A speculative decoder with these knobs; each of the requests has its first token, from prefill. */
export function speculating(knobs: object, { requests: count = 1, seed = 1 } = {}): DecoderLab {
  const memory = new Memory()
  const requests = new Requests(memory)
  for (let i = 0; i < count; i++) memory.addRow()
  const acceptance = new Float64Array(4)
  const report = new DraftTally(memory)
  const decoder = speculative.create(speculative.knobs.parse(knobs), {
    draws: createDraws(seed),
    memory,
    requests,
    classes: [],
    fact: ({ otherwise }) => otherwise(requests),
    perRequest: memory.perRequest.bind(memory),
    acceptance,
    denoised: new Float64Array(3),
    report: () => report,
    find: () => ({ traces: madeUpTraces, counts: null }),
  })
  requests.emitted.fill(1)
  const round = (request: number): number => {
    const emitted = decoder.emit(request, decoder.width(request), Number.POSITIVE_INFINITY)
    requests.emitted[request] += emitted
    return emitted
  }
  return { decoder, requests, memory, acceptance, round }
}

/** An acceptance process on its own. */
export function process(
  id: string,
  knobs: object = {},
  { rows = 1, seed = 1, counts = madeUpCounts }: { rows?: number; seed?: number; counts?: AcceptanceCounts } = {},
): AcceptanceProcess {
  const memory = new Memory()
  const definition = acceptanceProcesses.find((one) => one.id === id)
  if (!definition) throw new Error(`no process ${id}`)
  const made = definition.create(definition.knobs.parse(knobs), {
    draws: createDraws(seed),
    perRequest: memory.perRequest.bind(memory),
    find: () => ({ traces: madeUpTraces, counts: id === 'recorded' ? counts : null }),
  })
  for (let i = 0; i < rows; i++) memory.addRow()
  return made
}
