/** What runs: a cluster, or real small models. */
import { engineChoices, openEngine } from '../../store/engines.ts'
import { useDocument, useLab } from '../../store/lab-context.tsx'
import { say } from '../../ui/words.ts'
import './engine-switch.css'

export function EngineSwitch() {
  const lab = useLab()
  const engine = useDocument((state) => state.document.engine.id)
  return (
    <fieldset className="engine-switch">
      <legend className="visually-hidden">{say('Engine')}</legend>
      {engineChoices.map((choice) => (
        <label key={choice.id} title={say(choice.purpose)}>
          <input type="radio" name="engine" checked={choice.id === engine} onChange={() => openEngine(lab, choice)} />
          <span>{say(choice.title)}</span>
        </label>
      ))}
    </fieldset>
  )
}
