/** The axes of the document as a form: one or two knobs with their values, and how often every point is repeated. */
import type { Experiment } from '../../experiment/document.ts'
import { useDocument, useLab } from '../../store/lab-context.tsx'
import { say } from '../../ui/words.ts'
import { AxisEditor } from './AxisEditor.tsx'
import { CommittedNumber } from './CommittedNumber.tsx'
import type { AxisValues, Described } from './described.ts'
import { seedsOf } from './swept-axes.ts'

const MOST_SEEDS = 50

export function AxesEditor({ description, setup }: Described) {
  const { document: store } = useLab()
  const document = useDocument((state) => state.document)
  const knobs = knobAxes(document)
  const seeds = seedsOf(document)
  const write = (axes: readonly AxisValues[], repeats: number) => {
    const keyed = axes.slice(0, 2).map((axis, place): [string, AxisValues] => [['x', 'y'][place], axis])
    // Two axes are the most a document has, and repeats are one: a map of two knobs has one run a cell.
    if (repeats > 1 && keyed.length < 2) {
      const values = Array.from({ length: repeats }, (_, place) => document.seed + place)
      keyed.push(['repeats', { path: 'seed', values }])
    }
    store.getState().edit('sweep', keyed.length === 0 ? undefined : { axes: Object.fromEntries(keyed) })
  }
  const editAt = (place: number) => (axis: AxisValues | null) =>
    write(axis === null ? knobs.toSpliced(place, 1) : knobs.toSpliced(place, 1, axis), seeds.length)
  return (
    <div className="sweep-axes">
      <AxisEditor title={say('Over')} axis={knobs[0] ?? null} {...{ description, setup }} onAxis={editAt(0)} />
      {knobs.length > 0 && (
        <AxisEditor title={say('and over')} axis={knobs[1] ?? null} {...{ description, setup }} onAxis={editAt(1)} />
      )}
      {knobs.length === 2 ? (
        <p className="note">{say('A map of two knobs has one run a cell; repeats need a sweep over one knob.')}</p>
      ) : (
        <CommittedNumber
          label={say('Runs per point')}
          hint={say('each with another seed')}
          value={seeds.length}
          {...{ min: 1, max: MOST_SEEDS, isWhole: true }}
          onNumber={(repeats) => write(knobs, repeats)}
        />
      )}
    </div>
  )
}

const knobAxes = (document: Experiment): readonly AxisValues[] =>
  Object.values(document.sweep?.axes ?? {}).filter(({ path }) => path !== 'seed')
