/** How long answers got: how many reached a length, and how much of their variation is the prompt's. */
import { log } from '../../../kernel/math.ts'
import { Phase } from '../contracts/request.ts'
import type { Cluster } from '../core/cluster.ts'

export interface AnswerReport {
  /** Finished answers that count. */
  readonly count: number
  /** Tokens of each, in the order of arrival. */
  readonly tokens: Float64Array
  /** Of the variance of the logarithms of lengths the share within prompts; null where no prompt has two answers. */
  readonly withinPrompt: number | null
}

export function answersOf({ requests, setup, roles }: Cluster): AnswerReport {
  const { arrival, phase, emitted } = requests
  const { promptOf } = roles.workload
  const tokens = new Float64Array(requests.count)
  const byPrompt = new Map<number, number[]>()
  let count = 0
  for (let request = 0; request < requests.count; request++) {
    if (phase[request] !== Phase.finished || arrival[request] < setup.horizon.warmUp) continue
    tokens[count++] = emitted[request]
    const prompt = promptOf?.(request) ?? -1
    if (prompt < 0) continue
    const known = byPrompt.get(prompt)
    if (known) known.push(log(emitted[request]))
    else byPrompt.set(prompt, [log(emitted[request])])
  }
  return { count, tokens: tokens.subarray(0, count), withinPrompt: withinOf([...byPrompt.values()]) }
}

/**
 * Mean variance inside the groups over the variance of all their values: about 1 where a group says nothing, 0 where it says all. Both
 * unbiased: Σ (x − mean of its group)² / Σ (n − 1), and Σ (x − mean of all)² / (N − 1). Groups of one have no inside.
 */
export function withinOf(groups: readonly (readonly number[])[]): number | null {
  const several = groups.filter((values) => values.length > 1)
  const all = several.flat()
  if (all.length < 3) return null
  const inside = several.reduce((sum, values) => sum + squaresOf(values), 0)
  const free = all.length - several.length
  const total = squaresOf(all) / (all.length - 1)
  return total > 0 ? inside / free / total : null
}

function squaresOf(values: readonly number[]): number {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length
  return values.reduce((sum, one) => sum + (one - mean) * (one - mean), 0)
}
