/** Every engine by title and by what it runs. Another one opens its own default experiment; Undo brings this one back. */
import { useEffect, useState } from 'react'
import { type EngineChoice, engineChoices, openEngine } from '../../store/engines.ts'
import { useLab, useManifest } from '../../store/lab-context.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { SearchList } from '../../ui/SearchList.tsx'
import { say } from '../../ui/words.ts'
import { matching } from '../commands/command.ts'

export function EngineDialog({ onClose }: { readonly onClose: () => void }) {
  const lab = useLab()
  const isKnown = useManifest() !== null
  const [choices, setChoices] = useState<readonly EngineChoice[] | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  useEffect(() => {
    engineChoices().then(setChoices, (error: unknown) => setTrouble(String(error)))
  }, [])
  return (
    <Dialog title={say('Engines')} onClose={onClose}>
      <p>
        {isKnown
          ? say('What runs. Another engine opens its own first experiment; Undo brings this one back.')
          : say('Nobody knows the engine of this experiment. What it says is read as the one you choose.')}
      </p>
      {trouble && <p className="problem">{say('The engines could not be loaded: {why}.', { why: trouble })}</p>}
      {choices && (
        <SearchList
          label={say('Find an engine')}
          placeholder={say('its name, or what it runs')}
          find={(query) => matching(choices.map(found), query)}
          onTake={({ id }) => {
            onClose()
            openEngine(lab, id)
          }}
        />
      )}
    </Dialog>
  )
}

const found = ({ id, title, purpose }: EngineChoice) => ({ id, title, group: id, note: purpose, also: purpose })
