/**
 * The keys of a presenter's clicker: Page Down and → go on, Page Up and ← go back; Space goes on while presenting. They do
 * nothing where the focus is on something that uses them itself, and do not go past an open question: they lead to it.
 */
import { useEffect } from 'react'
import type { Lesson } from '../../content/lessons/lesson.ts'
import { addressOf, routeOf } from '../../store/route.ts'

const own = 'input, select, textarea, button, summary, a, [role="slider"], [data-plot], dialog'

interface Stand {
  readonly step: number
  readonly isPresenting: boolean
  /** Its prediction is open. */
  readonly isAsking: boolean
}

export function useClickerKeys(lesson: Lesson, { step, isPresenting, isAsking }: Stand): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
      if (event.target instanceof Element && event.target.closest(own) !== null && !event.key.startsWith('Page')) return
      const isOn = event.key === 'PageDown' || event.key === 'ArrowRight' || (isPresenting && event.key === ' ')
      const isBack = event.key === 'PageUp' || event.key === 'ArrowLeft'
      // The address, not the step that was drawn last: a clicker may be pressed twice before a step stands there.
      const route = routeOf(location.hash)
      const now = route.page === 'lesson' ? route.step : step
      const next = now + (isOn ? 1 : isBack ? -1 : 0)
      if (next === now || next < 1 || next > lesson.steps.length) return
      event.preventDefault()
      if (isOn && isAsking && now === step) {
        document.querySelector<HTMLElement>('.prediction input')?.focus()
        return
      }
      location.hash = addressOf({ page: 'lesson', lesson: lesson.id, step: next, isPresenting })
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [lesson, step, isPresenting, isAsking])
}
