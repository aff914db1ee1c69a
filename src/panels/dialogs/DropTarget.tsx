/** The whole window takes files: an overlay says so while one is held over it. */

import { useEffect, useState } from 'react'
import { say } from '../../ui/words.ts'

export function DropTarget({ onTake }: { readonly onTake: (name: string, source: Blob | string) => void }) {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
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
      const file = event.dataTransfer?.files[0]
      if (!file) return
      event.preventDefault()
      onTake(file.name, file)
    }
    addEventListener('dragenter', enter)
    addEventListener('dragover', over)
    addEventListener('dragleave', leave)
    addEventListener('drop', drop)
    return () => {
      removeEventListener('dragenter', enter)
      removeEventListener('dragover', over)
      removeEventListener('dragleave', leave)
      removeEventListener('drop', drop)
    }
  }, [onTake])
  if (!isOver) return null
  return (
    <div className="drop-overlay">
      <p>
        {say("Drop a trace, an experiment or a model's config.json")}
        <small>{say('It is read here and stays in your browser.')}</small>
      </p>
    </div>
  )
}
