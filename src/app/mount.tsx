/**
 * Puts the lab on the page: the shipped run first, so that charts stand there before the worker has started, then the
 * worker. The shipped files are written by scripts/first-run.ts.
 */
import { createRoot } from 'react-dom/client'
import type { Description } from '../kernel/description.ts'
import { namesExperiment, windowAddress } from '../store/address.ts'
import { createLab, emptyExperiment, type StartWorker } from '../store/create-lab.ts'
import { type PackedFirstRun, unpackFirstRun } from '../store/first-run.ts'
import { loadLinkCode } from '../store/link-code.ts'
import { readAddress } from '../store/opening.ts'
import { localShelf } from '../store/settings.ts'
import { whenIdle } from '../ui/use-idle.ts'
import { App } from './App.tsx'
import descriptionUrl from './default-description.json?url'
import firstRunUrl from './first-run.json?url'
import { LANGUAGE_KEY, speakLanguage } from './language.ts'
import '../ui/theme.css'
import '../ui/base.css'

/**
 * Fetched as files and not imported as modules: data need no JavaScript to be parsed, and JSON.parse reads them faster.
 * Null where a file does not arrive: then the page waits for the worker.
 */
async function load<T>(url: string): Promise<T | null> {
  try {
    const answer = await fetch(url)
    return answer.ok ? ((await answer.json()) as T) : null
  } catch {
    return null
  }
}

export async function mount(startWorker?: StartWorker): Promise<void> {
  const root = document.getElementById('root')
  if (!root) return
  await speakLanguage(localShelf()?.getItem(LANGUAGE_KEY) ?? null, navigator.languages)
  const address = windowAddress.read()
  const [packed, description, asked] = await Promise.all([
    load<PackedFirstRun>(firstRunUrl),
    load<Description>(descriptionUrl),
    namesExperiment(address) ? readAddress(address) : null,
  ])
  const lab = createLab({
    ...(startWorker && { startWorker }),
    address: windowAddress,
    shelf: localShelf(),
    nextFrame: (work) => requestAnimationFrame(work),
    asked,
    first: packed && unpackFirstRun(packed),
    blank: emptyExperiment(),
  })
  if (description) lab.run.setState({ description, metrics: description.metrics })
  createRoot(root).render(<App lab={lab} />)
  // After the first paint: the shipped picture must not wait for the worker's code.
  requestAnimationFrame(() => setTimeout(() => lab.runner.start(lab.document.getState().document)))
  // From the first edit on a link is written: what writes it comes before anybody waits for it, and is asked for again if it cannot.
  whenIdle(() => void loadLinkCode().catch(() => undefined))
  // A link that was shared at a moment shows that moment; everything else plays, so that read-outs are never empty.
  const hasMoment = lab.document.getState().document.view?.at !== undefined
  if (!hasMoment && !matchMedia('(prefers-reduced-motion: reduce)').matches) lab.view.getState().play(true)
}
