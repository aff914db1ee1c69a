/**
 * Builds the lab of a page: stores, runner, and what ties them (a changed document runs again, a changed address opens).
 */

import { defaultExperiment } from '../experiment/defaults.ts'
import type { Experiment } from '../experiment/document.ts'
import { isSame } from '../experiment/record.ts'
import { type StartWorker, startModuleWorker } from '../worker/client.ts'
import { syncAddress } from './address.ts'
import type { AddressBar } from './address-bar.ts'
import { createDocumentStore, type Opened } from './document.ts'
import type { FirstRun } from './first-run.ts'
import { createIntake } from './intake.ts'
import { keepRecents } from './keep-recents.ts'
import type { Lab } from './lab-context.tsx'
import { createLessonStore, leaveLessons } from './lesson.ts'
import { createMeasurementStore } from './measurements.ts'
import { openPlace } from './place.ts'
import { createRecents } from './recents.ts'
import { createRouteStore } from './route.ts'
import { createRunStore } from './run.ts'
import { createRunner } from './runner.ts'
import { createSettingsStore, type Shelf } from './settings.ts'
import { createViewStore } from './view.ts'

export interface LabParts {
  /** The module worker where absent; tests and the development page put another one in. */
  readonly startWorker?: StartWorker
  readonly address: AddressBar
  readonly shelf: Shelf
  readonly nextFrame: (work: () => void) => void
  /** The experiment that the address names; null where it names none. */
  readonly asked: Opened | null
  /** The shipped experiment with its run; null where none was built. */
  readonly first: FirstRun | null
  /** The document of an address that names none, without a shipped run. */
  readonly blank: Experiment
}

export type { StartWorker }

export function createLab({
  startWorker = startModuleWorker,
  address,
  shelf,
  nextFrame,
  asked,
  first,
  blank,
}: LabParts): Lab {
  const opened = asked ?? { document: first?.document ?? blank, problems: [] }
  const document = createDocumentStore(opened)
  const run = createRunStore()
  const view = createViewStore()
  const settings = createSettingsStore(shelf)
  const runner = createRunner({ startWorker, run, view, nextFrame })
  if (first && opened.document === first.document) runner.showFirst(first)
  openPlace(view, opened.document)
  document.subscribe((now, before) => {
    if (now.document !== before.document && !isSameRun(now.document, before.document)) runner.start(now.document)
  })
  const lessons = createLessonStore()
  // Before the address is followed: a link pasted during a lesson opens in the reader's own experiment.
  const route = createRouteStore(address)
  route.subscribe((now, before) => {
    if (before.route.page === 'lesson' && now.route.page !== 'lesson') leaveLessons({ document, view, lessons })
  })
  syncAddress(document, address, (shown) => openPlace(view, shown))
  const recents = createRecents(shelf)
  keepRecents(document, recents, Date.now)
  const measurements = createMeasurementStore()
  const lab = { document, run, view, settings, measurements, recents, lessons, route, runner, first }
  return { ...lab, intake: createIntake(lab) }
}

/** Every default, one arm: what stands there when nothing was shipped and nothing is in the address. */
export const emptyExperiment = (): Experiment => defaultExperiment()

/** A title or a place to look at changes no number: nothing has to run again. */
export function isSameRun(a: Experiment, b: Experiment): boolean {
  const parts = ['setup', 'arms', 'events', 'data', 'sweep', 'seed', 'engine'] as const
  return parts.every((part) => isSame(a[part], b[part]))
}
