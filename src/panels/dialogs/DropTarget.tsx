/**
 * The whole window takes files, dropped or pasted, and text that is pasted outside a field. An overlay says so while a file is held over it.
 */
import { useEffect, useState } from 'react'
import { useLab } from '../../store/lab-context.tsx'
import { isTyping } from '../../ui/is-typing.ts'
import { say } from '../../ui/words.ts'

export function DropTarget() {
  const { intake } = useLab()
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const bring = (files: readonly File[], place: string | null) =>
      void intake.getState().bring(
        files.map((file) => ({ name: file.name, content: file })),
        { place },
      )
    // Enter and leave come for every element passed: the page is left when as many leaves as enters have come.
    let depth = 0
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return
      event.preventDefault()
      depth++
      setOver(true)
    }
    const over = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault()
    }
    const leave = () => {
      depth = Math.max(0, depth - 1)
      if (depth === 0) setOver(false)
    }
    const drop = (event: DragEvent) => {
      depth = 0
      setOver(false)
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length === 0) return
      event.preventDefault()
      bring(files, placeUnder(event))
    }
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])]
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (files.length === 0 && (text.trim() === '' || isTyping(event.target))) return
      event.preventDefault()
      if (files.length > 0) bring(files, placeUnder(event))
      else void intake.getState().bring([{ name: say('pasted text'), content: text }])
    }
    addEventListener('dragenter', enter)
    addEventListener('dragover', over)
    addEventListener('dragleave', leave)
    addEventListener('drop', drop)
    addEventListener('paste', paste)
    return () => {
      removeEventListener('dragenter', enter)
      removeEventListener('dragover', over)
      removeEventListener('dragleave', leave)
      removeEventListener('drop', drop)
      removeEventListener('paste', paste)
    }
  }, [intake])
  if (!isOver) return null
  return (
    <div className="drop-overlay">
      <p>
        {say('Drop a trace, an experiment, a model, a recording or a measurement')}
        <small>{say('It is read here and stays in your browser.')}</small>
      </p>
    </div>
  )
}

/** The part of the page that it was dropped over, where that part says what it takes. The overlay lets drops through. */
function placeUnder({ target }: Event): string | null {
  const part = target instanceof Element ? target.closest<HTMLElement>('[data-takes]') : null
  return part?.dataset.takes ?? null
}
