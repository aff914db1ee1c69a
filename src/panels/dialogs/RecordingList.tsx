/** What an experiment can give for others to follow: recorded on demand, with progress, and saved as a file. */
import { useState } from 'react'
import type { ArtefactKind } from '../../kernel/artefacts.ts'
import { useDocument, useLab } from '../../store/lab-context.tsx'
import { download, fileStem } from '../../ui/download.ts'
import { formatPercent } from '../../ui/format.ts'
import { say } from '../../ui/words.ts'
import { record as recordOf } from '../../worker/asked/tokens.ts'

const kinds: readonly { readonly kind: ArtefactKind; readonly title: string; readonly help: string }[] = [
  {
    kind: 'acceptance',
    title: 'Acceptance',
    help: 'Chance of acceptance at every position, by domain. A serving experiment follows it when it is dropped there.',
  },
  {
    kind: 'gates',
    title: 'Experts',
    help: 'Experts of every token and layer, for the mixture. A serving experiment follows it when it is dropped there.',
  },
  {
    kind: 'denoising',
    title: 'Denoising steps',
    help: 'Steps of every block, for diffusion. A serving experiment follows it when it is dropped there.',
  },
  {
    kind: 'look-ups',
    title: 'Look-ups',
    help: 'Time and missed lines of a look-up by the entries of its structure. A serving experiment follows it when it is dropped there.',
  },
  {
    kind: 'kv-error',
    title: 'KV error',
    help: 'Loss and KL divergence of the chosen KV format and retention against the whole cache. A serving experiment follows it when it is dropped there.',
  },
]

interface State {
  readonly kind: ArtefactKind
  /** How far it is, 0 to 1; null when it is over. */
  readonly share: number | null
  readonly trouble: string | null
}

export function RecordingList({ kinds: known }: { readonly kinds: readonly string[] }) {
  const { runner } = useLab()
  const document = useDocument((state) => state.document)
  const [state, setState] = useState<State | null>(null)
  const isBusy = state !== null && state.share !== null
  const record = async (kind: ArtefactKind) => {
    setState({ kind, share: 0, trouble: null })
    try {
      const made = await runner.client.errand(recordOf, [document, kind], (share) =>
        setState({ kind, share, trouble: null }),
      )
      const trouble = made.ok ? null : made.problems.map(({ message, remedy }) => `${message} ${remedy}`).join(' ')
      setState({ kind, share: null, trouble })
      if (made.ok && made.value !== null)
        download(`${fileStem(document.title)}-${kind}.json`, made.value, 'application/json')
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      setState({ kind, share: null, trouble: say('It could not be recorded: {why}. Try again.', { why }) })
    }
  }
  return (
    <section aria-labelledby="recordings-title">
      <h3 id="recordings-title">{say('Recordings')}</h3>
      <ul className="export-list">
        {kinds
          .filter(({ kind }) => known.includes(kind))
          .map(({ kind, title, help }) => (
            <li key={kind}>
              <button type="button" disabled={isBusy} onClick={() => record(kind)}>
                {say(title)}
              </button>
              <span>{say(help)}</span>
              {state?.kind === kind && state.share !== null && (
                <span role="status">
                  <progress aria-label={say('Recording')} max={1} value={state.share} /> {formatPercent(state.share, 0)}{' '}
                  <button type="button" className="quiet" onClick={() => runner.client.cancel(recordOf.id)}>
                    {say('Cancel')}
                  </button>
                </span>
              )}
              {state?.kind === kind && state.trouble !== null && (
                <span className="problem" role="alert">
                  {state.trouble}
                </span>
              )}
            </li>
          ))}
      </ul>
    </section>
  )
}
