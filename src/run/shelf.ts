/**
 * What is at hand beside documents: data sets by the hash of their content (traces and recordings that were dropped or given
 * by file), and files of engines by name.
 */
import type { DataReference, Experiment } from '../experiment/document.ts'
import type { Problem } from '../kernel/problem.ts'
import type { Dataset } from '../traces/dataset.ts'
import { type FetchFile, FileShelf, type Supplies } from './files.ts'

export class Shelf {
  private readonly tables = new Map<string, Dataset>()
  /** Files of engines. */
  readonly files: FileShelf
  /** What engines have computed for others (run/artefacts.ts), by key. */
  readonly artefacts = new Map<string, unknown>()

  constructor(fetchFile?: FetchFile) {
    this.files = new FileShelf(fetchFile)
  }

  get supplies(): Supplies {
    return { files: this.files.files, artefacts: Object.fromEntries(this.artefacts) }
  }

  put(table: Dataset): void {
    this.tables.set(table.hash, table)
  }

  has(hash: string): boolean {
    return this.tables.has(hash)
  }

  /** What the document names and is here, by its key there; the keys of what is not. */
  resolve(document: Experiment): {
    readonly data: Readonly<Record<string, Dataset>>
    readonly missing: readonly string[]
  } {
    const data: Record<string, Dataset> = {}
    const missing: string[] = []
    for (const [key, reference] of Object.entries(document.data ?? {})) {
      const table = this.tables.get(reference.hash)
      if (table) data[key] = table
      else missing.push(key)
    }
    return { data, missing }
  }
}

/** What a person reads when a link comes without its trace. */
export const missingData = (key: string, { title, rows, hash }: DataReference): Problem => ({
  code: 'data-missing',
  message: `This experiment replays “${title}” (${rows} rows, ${hash.slice(0, 8)}), which is not in the link.`,
  remedy: 'Drop the file on the page: it is recognised by its content and stays in your browser.',
  path: `data.${key}`,
})
