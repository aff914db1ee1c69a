/** What placements are called, and what a search for one says. */
import type { PlacingState } from '../../store/placing.ts'
import { significant } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import type { Candidate, PlacedRate } from '../../worker/asked/searches.ts'

const degrees = ({ tensor, pipeline }: { readonly tensor: number; readonly pipeline: number }): string =>
  pipeline > 1 ? `TP${tensor} PP${pipeline}` : `TP${tensor}`

export const placementWords = (candidate: Candidate): string =>
  candidate.kind === 'together'
    ? say('Together {whole}', { whole: degrees(candidate.whole) })
    : say('Prompts {prefill}, answers {decode}', {
        prefill: degrees(candidate.prefill),
        decode: degrees(candidate.decode),
      })

export function whyNoRate({ outcome }: PlacedRate): string {
  if (outcome.kind === 'refused') return say(outcome.problem.message)
  return outcome.kind === 'never' ? say('A request alone misses its limits.') : say('No rate was found.')
}

export function placingWords({ status, placed, isStale, problem }: PlacingState): string {
  if (problem) return `${say(problem.message)} ${say(problem.remedy)}`
  const best = placed.reduce<PlacedRate | null>(
    (one, other) => ((other.perDevice ?? 0) > (one?.perDevice ?? 0) ? other : one),
    null,
  )
  const tried =
    status === 'running'
      ? say('{n} placements tried …', { n: placed.length })
      : status === 'cancelled'
        ? say('Stopped after {n} placements.', { n: placed.length })
        : say('{n} placements tried.', { n: placed.length })
  const words = best
    ? ` ${say('Most for each accelerator: {placement}, {rate} requests/s.', {
        placement: placementWords(best.candidate),
        rate: significant(best.perDevice ?? 0, 3),
      })}`
    : status === 'done'
      ? ` ${say('None of them carries any rate within the limits.')}`
      : ''
  const stale = isStale ? ` ${say('The experiment has changed since: try again.')}` : ''
  return tried + words + stale
}
