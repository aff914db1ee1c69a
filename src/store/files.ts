/** Experiments as files: what export writes and what opening reads. */
import type { Experiment } from '../experiment/document.ts'
import { type FromFile, openFile, toFile } from '../experiment/file.ts'
import type { Result } from '../kernel/problem.ts'

export const documentText = (document: Experiment): string => toFile(document)
export const readExperiment = (text: string): Promise<Result<FromFile>> => openFile(text)
