/** Links and files of the document, as the share and export dialogs need them. */
import type { Experiment } from '../experiment/document.ts'
import { encode, lengthAdvice, openLink } from '../experiment/link.ts'
import { addressOf } from './route.ts'

export interface ShareLink {
  readonly url: string
  readonly length: number
  /** Empty while the link is short enough for anywhere. */
  readonly advice: string
}

/** The whole address of an experiment in an embedded page, with what that page shows. */
export const embedAddress = (document: Experiment, options: string): string =>
  `${location.href.split('#')[0]}#/embed/${options}?${encode(document).split('?')[1] ?? ''}`

/** The experiment of a fragment that the lab itself ships. */
export const documentOf = async (fragment: string): Promise<Experiment> => (await openLink(fragment)).document

/** The Lab's own address of an experiment. */
export const labAddress = (document: Experiment): string => encode(document)

/** Opens a page of this tab. The Lab's address then follows the experiment in hand; naming it here would open it once more. */
export function showPage(page: 'lab' | 'accuracy'): void {
  location.hash = addressOf({ page })
}

/** Longer links nobody types or reads, so they also carry engine version and digest: the page can tell when results differ. */
const LONG_FORM = 400

/** `digest` is that of a finished run of exactly this document, else undefined. */
export function shareLink(document: Experiment, digest: string | undefined): ShareLink {
  const plain = encode(document)
  const fragment =
    plain.length <= LONG_FORM || digest === undefined
      ? plain
      : encode(document, { engineVersion: document.engine.version, digest })
  const url = `${location.href.split('#')[0]}${fragment}`
  return { url, length: url.length, advice: adviceWords[lengthAdvice(url)] }
}

const adviceWords = {
  ok: '',
  long: 'Some chat programs cut links of this length: try it before you rely on it.',
  'too-long': 'Too long for many programs: export the experiment as a file instead.',
} as const

/** The list of papers as the address says it: shared, gone back from and reloaded like any other place, but no place of its own in the history. */
export function listPapers(asked: string): void {
  location.replace(addressOf({ page: 'papers', asked }))
}
