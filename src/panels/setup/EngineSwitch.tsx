/** What runs, and the way to something else. The list loads when it is opened. */
import { lazy, Suspense, useState } from 'react'
import { useDocument, useManifest } from '../../store/lab-context.tsx'
import { say } from '../../ui/words.ts'

const EngineDialog = lazy(async () => ({ default: (await import('./EngineDialog.tsx')).EngineDialog }))

export function EngineSwitch() {
  const id = useDocument((state) => state.document.engine.id)
  const engine = useManifest()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        className="preset-button"
        aria-haspopup="dialog"
        title={engine ? say(engine.purpose) : say('Nobody knows this engine: choose another.')}
        onClick={() => setOpen(true)}
      >
        {say('Engine')}: <b>{engine ? say(engine.title) : id}</b> <span aria-hidden="true">▾</span>
      </button>
      {isOpen && (
        <Suspense fallback={null}>
          <EngineDialog onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
