/**
 * What a dropped file left standing of the experiment it came into, and what it took away: limits set by hand make a result that looks
 * like the hardware's. Each with the way back; nothing is said that is no longer so.
 */
import type { SetLimit } from '../../experiment/set-limits.ts'
import { type Before, limitHolds } from '../../store/incoming.ts'
import { useDocument, useLab } from '../../store/lab-context.tsx'
import { formatQuantity } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'

export function BeforeWords({ before }: { readonly before: Before }) {
  const { document: store } = useLab()
  const document = useDocument((state) => state.document)
  const kept = before.kept.filter((limit) => limitHolds(document, limit))
  const lifted = before.lifted.filter((limit) => !limitHolds(document, limit))
  const events = Object.entries(before.events).filter(([name]) => document.events?.[name] === undefined)
  return (
    <>
      {kept.length > 0 && (
        <p>
          {say('Still set by hand: {limits}.', { limits: kept.map(named).join(', ') })}{' '}
          <button
            type="button"
            onClick={() => store.getState().editAll(Object.fromEntries(kept.map(({ path }) => [path, undefined])))}
          >
            {say('Set back: {defaults}', { defaults: kept.map(withoutIt).join(', ') })}
          </button>
        </p>
      )}
      {(lifted.length > 0 || events.length > 0) && (
        <p>
          {say('Taken away, since it was made for the experiment before: {things}.', {
            things: [
              ...lifted.map((limit) => `${named(limit)} (${say('now {without}', { without: say(limit.without) })})`),
              ...(events.length > 0
                ? [events.length === 1 ? say('1 event') : say('{n} events', { n: events.length })]
                : []),
            ].join(', '),
          })}{' '}
          <button
            type="button"
            onClick={() =>
              store.getState().editAll({
                ...Object.fromEntries(lifted.map(({ path, value }) => [path, value])),
                ...Object.fromEntries(events.map(([name, event]) => [`events.${name}`, event])),
              })
            }
          >
            {say('Put it back')}
          </button>
        </p>
      )}
      <p className="note">{say('Everything else stays as it is set on the left; Undo takes the file back.')}</p>
    </>
  )
}

const named = ({ label, value, unit, arm }: SetLimit): string =>
  `${say(label)} ${formatQuantity(value, unit)}${arm === null ? '' : ` (${say('arm {arm}', { arm: arm.toUpperCase() })})`}`

const withoutIt = ({ label, without }: SetLimit): string => `${say(label)} ${say(without)}`
