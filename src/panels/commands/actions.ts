/** What can be done with the lab, as commands: the same actions as the buttons, with their keys. */
import type { EngineManifest } from '../../engines/manifest.ts'
import { addArm, forkArm } from '../../store/arms.ts'
import { type Lab, manifestIn } from '../../store/lab-context.tsx'
import { addNote } from '../../store/notes.ts'
import { goToFirst, step } from '../../store/stepping.ts'
import { eventKinds } from '../setup/event-kinds.ts'
import { viewsOf } from '../stage-views.ts'
import type { Command } from './command.ts'

const action = (id: string, title: string, run: Command['run'], rest: Partial<Command> = {}): Command => ({
  id,
  title,
  group: 'Do',
  run,
  ...rest,
})

const landmarks = [
  ['preemption', 'preemption'],
  ['rejection', 'rejection'],
  ['arrival', 'arrival'],
  ['first-token', 'first token'],
  ['finish', 'finished request'],
] as const

/** Those that the run in hand has something for. */
export const actionsOf = (lab: Lab): readonly Command[] => [...actions, ...offeredBy(manifestIn(lab))]

/** What an engine can do that another cannot. */
export const offeredBy = (engine: EngineManifest | null): readonly Command[] => [
  ...(engine?.answers?.includes('landmark') ? steps : []),
  ...eventKinds
    .filter(({ id }) => engine?.events?.includes(id))
    .map(({ id, title, start }) =>
      action(
        `fork-${id}`,
        `Fork here: ${title}`,
        ({ document, view }) => forkArm(document.getState(), view.getState().playhead, { kind: id, details: start }),
        { also: 'what if' },
      ),
    ),
  ...viewsOf(engine).map(({ id, title }) =>
    action(`view-${id}`, `Open ${title}`, ({ view }) => view.getState().openStage(id), { group: 'View' }),
  ),
]

const steps: readonly Command[] = [
  ...landmarks.flatMap(([kind, name]): readonly Command[] => [
    action(`first-${kind}`, `Go to the first ${name}`, (lab) => void goToFirst(lab, kind), { group: 'Find' }),
    action(`next-${kind}`, `Go to the next ${name}`, (lab) => void step(lab, kind, 1), { group: 'Find' }),
    action(`last-${kind}`, `Go to the previous ${name}`, (lab) => void step(lab, kind, -1), { group: 'Find' }),
  ]),
  action('step-forward', 'Step forward', (lab) => void step(lab, lab.view.getState().stepUnit, 1), { keys: '.' }),
  action('step-back', 'Step back', (lab) => void step(lab, lab.view.getState().stepUnit, -1), { keys: ',' }),
]

/** What can be done with every run. */
export const actions: readonly Command[] = [
  action('play', 'Play or pause', ({ view }) => view.getState().play(!view.getState().isPlaying), { keys: 'Space' }),
  action('drive', 'Drive: change knobs from the playhead on', ({ view }) =>
    view.getState().setDriving(!view.getState().isDriving),
  ),
  action('start', 'Back to the start', ({ view }) => view.getState().goTo(0)),
  action('whole', 'Show the whole run', ({ view }) => view.getState().show(null), { keys: '0', also: 'fit zoom out' }),
  action('fit', 'Zoom to the selection', ({ view }) => view.getState().zoomTo(view.getState().selection), {
    keys: 'F',
  }),
  action('zoom-back', 'Back to the range before', ({ view }) => view.getState().zoomBack(), { keys: 'Backspace' }),
  action('clear', 'Clear the selection', ({ view }) => {
    view.getState().select(null)
    view.getState().selectRequest(null)
  }),
  action('note', 'Note this moment or range', ({ document, view }) => addNote(document.getState(), view.getState()), {
    keys: 'M',
    also: 'mark bookmark',
  }),
  action('undo', 'Undo', ({ document }) => document.getState().undo(), { keys: 'Ctrl or ⌘ + Z' }),
  action('redo', 'Redo', ({ document }) => document.getState().redo(), { keys: 'Ctrl or ⌘ + Shift + Z' }),
  action('arm', 'Compare with a copy of this arm', ({ document }) => addArm(document.getState())),
  action(
    'theme',
    'Switch the theme',
    ({ settings }) => {
      const { theme, setTheme } = settings.getState()
      setTheme(theme === 'dark' ? 'light' : 'dark')
    },
    { also: 'dark light' },
  ),
  action('lessons', 'Open the lessons', () => location.assign('#/lessons'), { group: 'View' }),
  action('cancel', 'Cancel the run', ({ runner }) => runner.cancel()),
]
