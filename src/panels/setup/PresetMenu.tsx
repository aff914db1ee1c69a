/** The way to the named experiments. What is in the list loads when it is opened. */
import { lazy, Suspense, useState } from 'react'
import { say } from '../../ui/words.ts'
import './presets.css'

const PresetDialog = lazy(async () => ({ default: (await import('./PresetDialog.tsx')).PresetDialog }))

export function PresetMenu() {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button type="button" className="preset-button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        {say('Presets')} <span aria-hidden="true">▾</span>
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <PresetDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
