/**
 * An answer of the run in hand that follows what it depends on. One question at a time: while one is under way only the
 * latest waits, so that a playhead that moves 60 times a second asks as often as the worker can answer.
 */
import { useEffect, useRef, useState } from 'react'
import { useLab, useRun } from './lab-context.tsx'
import type { Looking } from './looking.ts'

/** Rest after an answer: looking again into the past takes the worker from the run in hand. */
const REST = 120 // ms
const REST_WHILE_RUNNING = 800 // ms

interface Asking<T> {
  isBusy: boolean
  next: { readonly key: string; readonly ask: () => Promise<T | null> } | null
  isGone: boolean
  /** What was last asked about. */
  about: string
}

export interface Looked<T> {
  readonly value: T | null
  /** Nothing has been answered yet. */
  readonly isPending: boolean
  /** The value answers an earlier key; the answer to this one is on its way. Shown dimmed: `late` in base.css. */
  readonly isLate: boolean
}

interface Answered<T> {
  readonly value: T | null
  /** What it answers; null before the first answer. */
  readonly key: string | null
}

/** `question` is asked again when `key` changes, when the run has other rows, and when it ends. */
export function useLooked<T>(key: string, question: (look: Looking) => Promise<T | null>): Looked<T> {
  const { runner, run } = useLab()
  const revision = useRun((state) => state.revision)
  const status = useRun((state) => state.status)
  const isStale = useRun((state) => state.isStale)
  const [looked, setLooked] = useState<Answered<T>>({ value: null, key: null })
  const asking = useRef<Asking<T>>({ isBusy: false, next: null, isGone: false, about: '' })
  const latest = useRef(question)
  const about = `${key} ${revision} ${status}`
  useEffect(() => {
    latest.current = question
  })
  useEffect(() => {
    const state = asking.current
    state.isGone = false
    return () => {
      state.isGone = true
    }
  }, [])
  useEffect(() => {
    const state = asking.current
    // After an edit the first new picture comes before its answers: looking again would hold up the worker that draws it.
    if (isStale || state.about === about) return
    state.about = about
    const pump = async () => {
      if (state.isBusy || state.next === null || state.isGone) return
      const { key: asked, ask } = state.next
      state.next = null
      state.isBusy = true
      let hasAnswer = false
      try {
        const value = await ask()
        hasAnswer = value !== null
        if (!state.isGone) setLooked({ value, key: asked })
      } catch {
        // A worker that died is told by its own notice, and the run that follows asks again.
      }
      // Where there was nothing to answer with, looking has cost nothing and the first answer is waited for.
      const rest = hasAnswer && run.getState().status === 'running' ? REST_WHILE_RUNNING : REST
      setTimeout(() => {
        state.isBusy = false
        void pump()
      }, rest)
    }
    state.next = { key, ask: () => latest.current(runner.look) }
    void pump()
  }, [about, key, isStale, runner, run])
  return { value: looked.value, isPending: looked.key === null, isLate: looked.key !== null && looked.key !== key }
}
