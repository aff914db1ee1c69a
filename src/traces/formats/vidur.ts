/**
 * Vidur's trace CSV: `arrived_at,num_prefill_tokens,num_decode_tokens`, arrivals in seconds. Written too, so that a result can be
 * checked in the peer.
 *
 * Source: microsoft/vidur, data/processed_traces; Agrawal et al., Vidur (MLSys 2024).
 */
import type { ArrivalTable } from '../arrivals.ts'
import { defineCsvFormat, exactly } from './csv-format.ts'

const HEADER = 'arrived_at,num_prefill_tokens,num_decode_tokens'

export const vidur = defineCsvFormat({
  id: 'vidur',
  title: 'Vidur CSV',
  columnsOf: exactly(HEADER, { time: 0, promptTokens: 1, outputTokens: 2 }),
  write: writeVidur,
})

type VidurColumns = Pick<ArrivalTable, 'length' | 'arrival' | 'promptTokens' | 'outputTokens'>

/** Arrivals in the shortest digits that read back as the same number; content and priority have no column and are left out. */
export function writeVidur({ length, arrival, promptTokens, outputTokens }: VidurColumns): string {
  const lines = [HEADER]
  for (let i = 0; i < length; i++) lines.push(`${arrival[i]},${promptTokens[i]},${outputTokens[i]}`)
  return `${lines.join('\n')}\n`
}
