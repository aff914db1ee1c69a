/** Which groups of knobs the reader of a link cannot change, or does not see at all: for a lesson with one knob to turn. */
import { useRun } from '../../store/lab-context.tsx'
import { say } from '../../ui/words.ts'

export interface Limits {
  readonly lock?: string
  readonly hide?: string
}

export const noLimits: Limits = {}

interface LimitsFieldsProps {
  readonly limits: Limits
  readonly onLimits: (limits: Limits) => void
}

type Choice = 'open' | 'lock' | 'hide'

export function LimitsFields({ limits, onLimits }: LimitsFieldsProps) {
  const groups = useRun((run) => run.description?.groups) ?? []
  const list = (part: 'lock' | 'hide'): readonly string[] => (limits[part] ?? '').split(',').filter((id) => id !== '')
  const chosen = (id: string): Choice =>
    list('hide').includes(id) ? 'hide' : list('lock').includes(id) ? 'lock' : 'open'
  const choose = (id: string, choice: Choice) => {
    const without = (part: 'lock' | 'hide') => list(part).filter((one) => one !== id)
    const lock = choice === 'lock' ? [...without('lock'), id] : without('lock')
    const hide = choice === 'hide' ? [...without('hide'), id] : without('hide')
    onLimits({ ...(lock.length > 0 && { lock: lock.join(',') }), ...(hide.length > 0 && { hide: hide.join(',') }) })
  }
  return (
    <ul className="share-limits">
      {groups.map(({ id, title }) => (
        <li key={id}>
          <label>
            <span>{say(title)}</span>{' '}
            <select value={chosen(id)} onChange={(event) => choose(id, event.target.value as Choice)}>
              <option value="open">{say('can be changed')}</option>
              <option value="lock">{say('is locked')}</option>
              <option value="hide">{say('is hidden')}</option>
            </select>
          </label>
        </li>
      ))}
    </ul>
  )
}
