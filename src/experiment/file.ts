/**
 * An experiment as a file: the document as JSON with sorted keys, one value a line, so that two files can be compared
 * by eye. Reading mends and reports like a link does; only what is no JSON record at all fails.
 */
import { openManifest } from '../engines/registry.ts'
import { failure, type Problem, type Result, success } from '../kernel/problem.ts'
import { canonicalJson } from './canonical.ts'
import type { Experiment } from './document.ts'
import { readDocument } from './read-document.ts'
import { isRecord, own } from './record.ts'
import { createReport } from './report.ts'

/** The largest honest file holds four embedded data sets of 8 kB; a trace dropped here by mistake is far larger. */
export const LONGEST_FILE = 2_000_000

export interface FromFile {
  readonly document: Experiment
  readonly problems: readonly Problem[]
}

export function toFile(document: Experiment): string {
  return `${canonicalJson(document, 2)}\n`
}

/** Loads what is to know of the engine that a file names, then reads it. */
export async function openFile(text: string): Promise<Result<FromFile>> {
  const id = text.length > LONGEST_FILE ? undefined : own(own(parsed(text), 'engine'), 'id')
  if (typeof id === 'string') await openManifest(id)
  return fromFile(text)
}

/** The manifest of its engine must be open. */
export function fromFile(text: string): Result<FromFile> {
  if (text.length > LONGEST_FILE) {
    return failure({
      code: 'file-too-large',
      message: `The file has ${text.length} characters; an experiment has at most ${LONGEST_FILE}.`,
      remedy: 'Drop traces on the timelines instead; an experiment names them by their hash.',
    })
  }
  const source = parsed(text)
  if (!isRecord(source)) {
    return failure({
      code: 'file-no-experiment',
      message: `The file is no experiment: it begins with “${text.trimStart().slice(0, 20)}”, and ${source === undefined ? 'is no JSON' : 'holds no record'}.`,
      remedy: 'Choose a file that Export has written.',
    })
  }
  const report = createReport()
  const document = readDocument(source, report)
  return success({ document, problems: report.problems })
}

/** Undefined where the text is no JSON. A tower of brackets may use up the stack, which is an error like any other. */
function parsed(text: string): unknown {
  try {
    // Editors of some systems put a byte order mark in front.
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}
