/**
 * Arms: up to four versions of the set-up run with the same luck. The form shows and edits the selected one; a new arm
 * starts as a copy of it.
 */
import type { Experiment } from '../../experiment/document.ts'
import { addArm, sharedPasts } from '../../store/arms.ts'
import { useDocument, useLab } from '../../store/lab-context.tsx'
import { mostArms } from '../../store/reading.ts'
import { formatMoment } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { ForkMenu } from './ForkMenu.tsx'

export function ArmsBar() {
  const { document: store } = useLab()
  const document = useDocument((state) => state.document)
  const { arms } = document
  const selected = useDocument((state) => state.arm)
  const keys = Object.keys(arms)
  const drop = (key: string) => {
    const { document, editAll, selectArm } = store.getState()
    // What happens only in this arm goes with it: an event of no arm would be a complaint that nobody caused.
    const own = Object.entries(document.events ?? {}).filter(([, event]) => event.arm === key)
    editAll({ [`arms.${key}`]: null, ...Object.fromEntries(own.map(([name]) => [`events.${name}`, null])) })
    selectArm(keys[0])
  }
  return (
    <ul className="arms" aria-label={say('Arms: versions to compare')}>
      {keys.map((key, place) => (
        <li className="arm" key={key} data-selected={key === selected || undefined}>
          <button
            type="button"
            aria-pressed={key === selected}
            title={place === 0 ? say('Baseline') : say('Edits go to this arm')}
            onClick={() => store.getState().selectArm(key)}
          >
            <i className="dot" style={{ background: `var(--arm-${place})` }} />
            <b>{key.toUpperCase()}</b> {forkWords(document, key, selected) ?? armWords(arms[key], place)}
          </button>
          {place > 0 && (
            <button
              type="button"
              className="quiet"
              aria-label={say('Remove arm {arm}', { arm: key.toUpperCase() })}
              onClick={() => drop(key)}
            >
              ✕
            </button>
          )}
        </li>
      ))}
      {keys.length < mostArms && (
        <li>
          <button
            type="button"
            className="add"
            title={say('Compare with a copy of this arm')}
            onClick={() => addArm(store.getState())}
          >
            {say('+ Compare')}
          </button>{' '}
          <ForkMenu />
        </li>
      )}
    </ul>
  )
}

/** Of a fork when it parts from its base; of its base, while the fork is on the form, that it is the ghost. */
function forkWords(document: Experiment, key: string, selected: string): string | null {
  const pasts = sharedPasts(document)
  if (pasts[key]) return say('from {at} on', { at: formatMoment(pasts[key].until) })
  return pasts[selected]?.base === key ? say('before the fork') : null
}

/** What an arm is, in a word: the baseline, how much it changes, or that it is still the same. */
function armWords(patch: Readonly<Record<string, unknown>>, place: number): string {
  if (place === 0) return say('baseline')
  const leaves = countLeaves(patch)
  return leaves === 0 ? say('same so far') : leaves === 1 ? leafWords(patch) : say('{n} changes', { n: leaves })
}

function countLeaves(node: unknown): number {
  if (typeof node !== 'object' || node === null) return 1
  return Object.values(node).reduce<number>((sum, child) => sum + countLeaves(child), 0)
}

/** A single change by its last key and value: `id prefill-first` says `prefill-first`. */
function leafWords(node: Readonly<Record<string, unknown>>): string {
  const [[key, value]] = Object.entries(node)
  if (typeof value === 'object' && value !== null) return leafWords(value as Readonly<Record<string, unknown>>)
  return key === 'id' ? String(value) : `${key} ${String(value)}`
}
