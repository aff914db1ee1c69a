/**
 * What the timelines' box does beside zooming: Space plays, `.` and `,` step by the unit of the transport, a click places the playhead.
 * Listened to on the box, so that they work from whatever inside has the focus.
 */
import { type RefObject, useEffect } from 'react'
import { type Lab, useLab } from '../../store/lab-context.tsx'
import { addNote } from '../../store/notes.ts'
import { step } from '../../store/stepping.ts'

export function useTransportGestures(box: RefObject<HTMLElement | null>, isThere: boolean): void {
  const lab = useLab()
  useEffect(() => {
    const element = box.current
    if (!element || !isThere) return
    const press = (event: KeyboardEvent) => transportKey(event, lab)
    const click = (event: MouseEvent) => placePlayhead(event, lab)
    element.addEventListener('keydown', press)
    element.addEventListener('click', click)
    return () => {
      element.removeEventListener('keydown', press)
      element.removeEventListener('click', click)
    }
  }, [box, isThere, lab])
}

/** Buttons and fields keep their own keys. */
function transportKey(event: KeyboardEvent, lab: Lab): void {
  const { view } = lab
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.target instanceof Element && event.target.closest('input, select, textarea, button, summary')) return
  const { play, isPlaying } = view.getState()
  if (event.key === ' ') play(!isPlaying)
  else if (event.key === '.' || event.key === ',') void step(lab, view.getState().stepUnit, event.key === '.' ? 1 : -1)
  else if (event.key === 'Backspace') view.getState().zoomBack()
  else if (event.code === 'KeyM' && lab.settings.getState().hasLetterKeys)
    addNote(lab.document.getState(), view.getState())
  else return
  event.preventDefault()
}

/** A click in a plot takes the playhead there; the end of a drag, which selects, does not. */
function placePlayhead(event: MouseEvent, { view }: Lab): void {
  const { hover, selection, goTo } = view.getState()
  const isInPlot = event.target instanceof Element && event.target.closest('[data-plot]') !== null
  if (isInPlot && hover !== null && selection === null) goTo(hover)
}
