/** Correct and broken methods of drafting, held against the target's own distribution. */
import type { LosslessRow } from '../../engines/tokens/asked.ts'
import { measureMethod, toyMethods } from '../../engines/tokens/battery/battery.ts'
import type { Hands } from './errand.ts'

/** Texts a method of the battery: enough that the mildest mistake stands out tenfold. */
const SAMPLES = 100_000

export async function checkLossless({ breathe, tell, isWanted }: Hands<LosslessRow>): Promise<null> {
  for (const method of toyMethods) {
    tell(measureMethod(method, SAMPLES, 1))
    await breathe()
    if (!isWanted()) break
  }
  return null
}
