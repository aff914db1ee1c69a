/**
 * A run beside the one in hand, for a page that shows an experiment in passing: a document, run, view and worker of its own under the
 * reader's settings. The reader's own experiment goes on as it was, and nothing of this one is in the address.
 */
import type { Experiment } from '../experiment/document.ts'
import { startModuleWorker } from '../worker/client.ts'
import { createDocumentStore } from './document.ts'
import type { Lab } from './lab-context.tsx'
import { openPlace } from './place.ts'
import { createRunStore } from './run.ts'
import { createRunner } from './runner.ts'
import { createViewStore } from './view.ts'

/** Runs at once; its owner closes the runner. */
export function createSideLab(lab: Lab, experiment: Experiment): Lab {
  const document = createDocumentStore({ document: experiment, problems: [] })
  const run = createRunStore()
  const view = createViewStore()
  const runner = createRunner({
    startWorker: startModuleWorker,
    run,
    view,
    nextFrame: (work) => requestAnimationFrame(work),
  })
  openPlace(view, experiment)
  runner.start(experiment)
  return { ...lab, document, run, view, runner, first: null }
}
