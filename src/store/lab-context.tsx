/**
 * The lab of the page: its stores, its runner, and the hooks that read them with narrow selectors. Handed down by context,
 * so that tests and the development page can put another worker in.
 */
import { createContext, useContext } from 'react'
import type { StoreApi } from 'zustand'
import { useStore } from 'zustand'
import type { EngineManifest } from '../engines/manifest.ts'
import { manifestOf } from '../engines/registry.ts'
import { InvariantError } from '../kernel/problem.ts'
import type { DocumentState } from './document.ts'
import type { FirstRun } from './first-run.ts'
import type { IntakeState } from './intake.ts'
import type { LessonState } from './lesson.ts'
import type { MeasurementState } from './measurements.ts'
import type { Recents } from './recents.ts'
import type { Route } from './route.ts'
import type { RunState } from './run.ts'
import type { Runner } from './runner.ts'
import type { Settings } from './settings.ts'
import type { ViewState } from './view.ts'

export interface Lab {
  readonly document: StoreApi<DocumentState>
  readonly run: StoreApi<RunState>
  readonly view: StoreApi<ViewState>
  readonly settings: StoreApi<Settings>
  readonly measurements: StoreApi<MeasurementState>
  readonly intake: StoreApi<IntakeState>
  readonly recents: Recents
  readonly lessons: StoreApi<LessonState>
  readonly route: StoreApi<{ readonly route: Route }>
  readonly runner: Runner
  /** The shipped experiment; null where none was built. */
  readonly first: Pick<FirstRun, 'document' | 'regime'> | null
}

const Context = createContext<Lab | null>(null)
export const LabProvider = Context.Provider

export function useLab(): Lab {
  const lab = useContext(Context)
  if (!lab) throw new InvariantError('a component of the lab stands outside its provider')
  return lab
}

export const useDocument = <T,>(select: (state: DocumentState) => T): T => useStore(useLab().document, select)
/** What is known of the document's engine; null where nobody knows it. */
export const useManifest = (): EngineManifest | null => useDocument(({ document }) => manifestOf(document.engine.id))
export const manifestIn = ({ document }: Lab): EngineManifest | null =>
  manifestOf(document.getState().document.engine.id)
export const useRun = <T,>(select: (state: RunState) => T): T => useStore(useLab().run, select)
export const useView = <T,>(select: (state: ViewState) => T): T => useStore(useLab().view, select)
export const useRoute = (): Route => useStore(useLab().route, ({ route }) => route)
export const useLessons = <T,>(select: (state: LessonState) => T): T => useStore(useLab().lessons, select)
export const useMeasurements = <T,>(select: (state: MeasurementState) => T): T =>
  useStore(useLab().measurements, select)
export const useIntake = <T,>(select: (state: IntakeState) => T): T => useStore(useLab().intake, select)
export const useSettings = <T,>(select: (state: Settings) => T): T => useStore(useLab().settings, select)
