/**
 * Explains moments in words, one question at a time: while the worker answers, later ones replace each other and the last
 * one wins. A pointer that moves asks 60 times a second; an explanation may re-simulate a stretch of the run.
 */
import type { Seconds } from '../kernel/units.ts'
import type { ArmKey } from '../worker/api.ts'

type Explain = (arm: ArmKey, at: Seconds) => void

/** `answer` asks the worker and shows what it says; a worker that died on the question owes no answer. */
export function createExplainer(answer: (arm: ArmKey, at: Seconds) => Promise<void>): Explain {
  let next: { readonly arm: ArmKey; readonly at: Seconds } | null = null
  let isBusy = false
  async function work(): Promise<void> {
    isBusy = true
    while (next) {
      const { arm, at } = next
      next = null
      await answer(arm, at).catch(() => undefined)
    }
    isBusy = false
  }
  return (arm, at) => {
    next = { arm, at }
    if (!isBusy) void work()
  }
}
