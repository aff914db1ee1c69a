/** What an iteration of a serving engine takes beside its kernels, as fitted to published runs of each. */
import { findFit } from '../catalog/kernel-fits.ts'

const SHORT: Readonly<Record<string, string>> = { 'tensorrt-llm': 'trtllm', tensorrt_llm: 'trtllm' }

/** Microseconds; of an engine that was not among them the middle one's. `system` begins with its name: `vllm 0.11.2`. */
export function iterationOverheadUs(system: string): number {
  const values = findFit('h100-sxm', 'step', 'any')?.record.values ?? {}
  const [name] = system.toLowerCase().split(' ')
  return 1e6 * (values[`${SHORT[name] ?? name}Iteration`] ?? values.sglangIteration ?? 300e-6)
}
