/** Stored results of papers on this machine: as they lie beside the sources, and as they are built into the page. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { StoredLine, StoredResult } from '../experiment/referee/stored.ts'

const here = dirname(fileURLToPath(import.meta.url))
const FOLDERS = [join(here, '../../public/papers'), join(here, '../dist/papers')]

/** Null where nothing is stored. */
async function read<Content>(name: string): Promise<Content | null> {
  const path = FOLDERS.map((folder) => join(folder, name)).find((one) => existsSync(one))
  return path === undefined ? null : (JSON.parse(await readFile(path, 'utf8')) as Content)
}

export const readStored = (id: string): Promise<StoredResult | null> => read(`${id}.json`)

export const readStoredLines = async (): Promise<readonly StoredLine[]> =>
  (await read<StoredLine[]>('index.json')) ?? []
