/**
 * A modal dialog on the native element: focus stays inside, Esc closes, focus returns to what opened it.
 */

import { type ReactNode, useEffect, useRef } from 'react'
import { say } from './words.ts'

interface DialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** `sheet` slides over the page from the side (drawer of the set-up), `box` stands in the middle. */
  readonly shape?: 'box' | 'sheet'
}

export function Dialog({ title, onClose, children, shape = 'box' }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  const latestClose = useRef(onClose)
  useEffect(() => {
    latestClose.current = onClose
  })
  useEffect(() => {
    const dialog = element.current
    const opener = document.activeElement
    dialog?.showModal()
    // A click on the backdrop hits the dialog itself; one inside hits its content. The keyboard has Esc.
    const clickBackdrop = (event: MouseEvent) => {
      if (event.target === dialog) latestClose.current()
    }
    dialog?.addEventListener('click', clickBackdrop)
    return () => {
      dialog?.removeEventListener('click', clickBackdrop)
      dialog?.close()
      if (opener instanceof HTMLElement) opener.focus()
    }
  }, [])
  return (
    <dialog
      ref={element}
      className={`dialog dialog-${shape}`}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className="dialog-body">
        <header className="dialog-head">
          <h2>{title}</h2>
          <button type="button" className="quiet" aria-label={say('Close {title}', { title })} onClick={onClose}>
            ✕
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
