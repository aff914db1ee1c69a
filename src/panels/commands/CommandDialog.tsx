/** The box that finds and does: a list of everything with its keys. */
import { useLab } from '../../store/lab-context.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { SearchList } from '../../ui/SearchList.tsx'
import { say } from '../../ui/words.ts'
import { actionsOf } from './actions.ts'
import { type Command, matching } from './command.ts'
import { finds } from './finds.ts'

interface CommandDialogProps {
  readonly onClose: () => void
  /** Commands of the layout around the page: its dialogs. */
  readonly more: readonly Command[]
}

const MOST = 40

export function CommandDialog({ onClose, more }: CommandDialogProps) {
  const lab = useLab()
  const run = (command: Command) => {
    // First the dialog gives the focus back, then the command may move it.
    onClose()
    setTimeout(() => command.run(lab))
  }
  return (
    <Dialog title={say('Find or do')} onClose={onClose}>
      <SearchList
        label={say('Find a request, timeline, knob, figure or command')}
        placeholder={say('first preemption, request 42, token budget, export …')}
        find={(query) =>
          matching([...actionsOf(lab), ...more, ...finds(lab, query)], query)
            .slice(0, MOST)
            .map((command) => ({ ...command, note: command.group }))
        }
        onTake={(command) => run(command)}
      />
    </Dialog>
  )
}
