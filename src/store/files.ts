/** Experiments as files, as export writes them. */
import type { Experiment } from '../experiment/document.ts'
import { toFile } from '../experiment/file.ts'

export const documentText = (document: Experiment): string => toFile(document)
