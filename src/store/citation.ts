/** How an experiment is cited: in a sentence, in BibTeX, and as a line of Markdown. */
import type { Experiment } from '../experiment/document.ts'

export interface Cited {
  readonly document: Experiment
  readonly url: string
  /** First result digest, where the run is finished. */
  readonly digest: string | undefined
  /** `2026-11-21`. */
  readonly day: string
}

const titleOf = ({ document }: Cited): string => document.title.trim() || 'Untitled experiment'

/** What makes it the same numbers again: engine with version, seed, digest. */
const identity = ({ document, digest }: Cited): string =>
  [`${document.engine.id} engine ${document.engine.version}`, `seed ${document.seed}`, digest && `digest ${digest}`]
    .filter((part) => part)
    .join(', ')

export const citationText = (cited: Cited): string =>
  `“${titleOf(cited)}”. Tokenscope experiment (${identity(cited)}), ${cited.day}. ${cited.url}`

export function bibtex(cited: Cited): string {
  const key = `tokenscope-${cited.digest ?? cited.document.seed}`
  const safe = (words: string): string => words.replace(/[{}\\]/g, '')
  return `@misc{${key},
  title = {${safe(titleOf(cited))}},
  howpublished = {Tokenscope experiment},
  note = {${safe(identity(cited))}},
  year = {${cited.day.slice(0, 4)}},
  url = {${cited.url}}
}`
}

export const markdown = (cited: Cited): string =>
  `[${titleOf(cited).replace(/[[\]]/g, '')}](${cited.url.replaceAll('(', '%28').replaceAll(')', '%29')})`
