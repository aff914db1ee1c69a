/** Files that engines read, fetched once and kept: weights, tokenizer. Where they come from is the caller's to know. */
import type { Engine } from '../kernel/engine.ts'
import { failure, type Result, success } from '../kernel/problem.ts'

/** Bytes of a file below `models/`; throws where it is not to be had. */
export type FetchFile = (name: string) => Promise<Uint8Array>

export type Files = Readonly<Record<string, Uint8Array>>

/** What engines are given beside a document's data. */
export interface Supplies {
  readonly files: Files
  /** Computed by other engines, by `artefactKey`. */
  readonly artefacts: Readonly<Record<string, unknown>>
}

export const NO_SUPPLIES: Supplies = { files: {}, artefacts: {} }

/** Where there is nowhere to fetch from. */
const fetchNothing: FetchFile = async () => {
  throw new Error('no files here')
}

export class FileShelf {
  private readonly kept = new Map<string, Uint8Array>()
  private readonly fetchFile: FetchFile

  constructor(fetchFile: FetchFile = fetchNothing) {
    this.fetchFile = fetchFile
  }

  /** Everything that was gathered so far, by name. */
  get files(): Files {
    return Object.fromEntries(this.kept)
  }

  /** Fetches every file that these set-ups read. `onFile` is told how many are here, of how many. */
  async gather(
    engine: Engine,
    setups: readonly unknown[],
    onFile: (here: number, of: number) => void = () => undefined,
  ): Promise<Result<null>> {
    const names = [...new Set(setups.flatMap((setup) => engine.files?.(setup) ?? []))]
    const missing = names.filter((name) => !this.kept.has(name))
    let here = names.length - missing.length
    if (missing.length > 0) onFile(here, names.length)
    const failed: string[] = []
    await Promise.all(
      missing.map(async (name) => {
        try {
          this.kept.set(name, await this.fetchFile(name))
          onFile(++here, names.length)
        } catch (error) {
          failed.push(`${name} (${error instanceof Error ? error.message : String(error)})`)
        }
      }),
    )
    if (failed.length > 0) {
      return failure({
        code: 'files-missing',
        message: `Not to be had: ${failed.join(', ')}.`,
        remedy: 'Check the connection and try again; everything else in the lab works without these files.',
      })
    }
    return success(null)
  }

  /** A file that turned out to be damaged is fetched again next time. */
  forget(): void {
    this.kept.clear()
  }
}
