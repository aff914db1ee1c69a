/** The seed: which draw of luck. Part of the envelope, not of an engine's set-up, so it is no knob of the description. */

import { useDocument, useLab } from '../../store/lab-context.tsx'
import { say } from '../../ui/words.ts'

/** Seeds count by their low 32 bits; a link stays short with small ones. */
const MOST = 999_999

export function SeedField() {
  const { document } = useLab()
  const seed = useDocument((state) => state.document.seed)
  const change = (value: number) => {
    if (Number.isSafeInteger(value) && value >= 0) document.getState().edit('seed', value, 'seed')
  }
  return (
    <div className="group seed">
      <label htmlFor="seed" className="group-title">
        {say('Seed')}
      </label>
      <span className="seed-controls">
        <input
          id="seed"
          type="number"
          min={0}
          max={MOST}
          step={1}
          value={seed}
          title={say('Same seed, same luck, in every arm')}
          onChange={(event) => change(event.target.valueAsNumber)}
        />
        <button type="button" onClick={() => change((seed + 1) % MOST)}>
          {say('Next')}
        </button>
      </span>
    </div>
  )
}
