/** What the keys do, and what the page is. Keys act only while the timeline has the focus. */

import { useLab, useSettings } from '../../store/lab-context.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { say } from '../../ui/words.ts'

const keys: readonly (readonly [string, string])[] = [
  ['Space', 'Play or pause'],
  ['. and ,', 'One step forward and back: iteration, token, event …'],
  ['W and S, + and −', 'Zoom in and out at the cursor'],
  ['A and D, Shift + wheel', 'Move along the time axis'],
  ['Ctrl or ⌘ + wheel, pinch', 'Zoom at the pointer'],
  ['Drag', 'Select a range of time'],
  ['Shift + drag', 'Move along the time axis'],
  ['F', 'Fit the selection'],
  ['0', 'Show the whole run'],
  ['Backspace', 'Back to the range before'],
  ['← →', 'Move the data cursor of a chart'],
  ['Home, End', 'First and last moment'],
  ['M', 'Note the moment or the selected range'],
  ['Esc', 'Clear the selection'],
  ['Ctrl or ⌘ + Z, with Shift', 'Undo, redo an edit'],
  ['/, F1, Ctrl or ⌘ + Shift + P', 'Find a request, timeline, knob, figure or command'],
  ['?', 'This list'],
]

export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const { settings } = useLab()
  const hasLetterKeys = useSettings((state) => state.hasLetterKeys)
  return (
    <Dialog title={say('Keys and gestures')} onClose={onClose}>
      <p>
        {say(
          'Every knob on the left starts the run again at once. Everything you see is in the address: Share copies it. Single keys act while a timeline has the focus (click it or tab to it).',
        )}
      </p>
      <label className="check">
        <input
          type="checkbox"
          checked={hasLetterKeys}
          onChange={(event) => settings.getState().setLetterKeys(event.target.checked)}
        />{' '}
        {say('Letters alone are keys of the timeline')}
      </label>
      <dl className="keys">
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{say(what)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
