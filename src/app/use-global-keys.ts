/**
 * The keys that work anywhere: undo and redo with Ctrl or ⌘, and `?` for help, and `/`, F1 or Ctrl + Shift + P to find anything. Everything else belongs to the timeline.
 */
import { useEffect } from 'react'
import type { Lab } from '../store/lab-context.tsx'
import { isTyping } from '../ui/is-typing.ts'
import type { DialogName } from './Header.tsx'

export function useGlobalKeys(lab: Lab, openDialog: (name: DialogName) => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTyping(event.target)) return
      const isCommand = event.ctrlKey || event.metaKey
      if (isCommand && event.key.toLowerCase() === 'z') {
        event.preventDefault()
        const { undo, redo } = lab.document.getState()
        if (event.shiftKey) redo()
        else undo()
      }
      if (isCommand && event.key.toLowerCase() === 'y') {
        event.preventDefault()
        lab.document.getState().redo()
      }
      if (!isCommand && event.key === '?') openDialog('help')
      const isFind = event.key === '/' || event.key === 'F1'
      if ((isFind && !isCommand) || (isCommand && event.shiftKey && event.key.toLowerCase() === 'p')) {
        event.preventDefault()
        openDialog('commands')
      }
    }
    addEventListener('keydown', press)
    return () => removeEventListener('keydown', press)
  }, [lab, openDialog])
}
