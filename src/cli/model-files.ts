/** Files of engines on this machine: beside the program, in its public folder. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Experiment } from '../experiment/document.ts'
import { pointsOf } from '../experiment/points.ts'
import { type Result, success } from '../kernel/problem.ts'
import { patient, resolveArtefacts } from '../run/artefacts.ts'
import { engineOf } from '../run/engines.ts'
import type { FetchFile } from '../run/files.ts'
import { Shelf } from '../run/shelf.ts'

const here = dirname(fileURLToPath(import.meta.url))

/** As it is run from the sources, and as it is built into dist-cli/. */
const FOLDERS = [join(here, '../../public/models'), join(here, '../public/models')]

export const readModelFile: FetchFile = async (name) => {
  const folder = FOLDERS.find((path) => existsSync(path)) ?? FOLDERS[0]
  return new Uint8Array(await readFile(join(folder, name)))
}

export const openShelf = (): Shelf => new Shelf(readModelFile)

/** Reads and computes everything that an arm of a document needs, or any sweep point too: ten thousand set-ups at most. */
export async function gatherFiles(
  whole: Experiment,
  shelf: Shelf,
  of: 'arms' | 'points' = 'arms',
): Promise<Result<null>> {
  const { sweep: _, ...arms } = whole
  const document = of === 'arms' ? arms : whole
  const engine = engineOf(document.engine.id)
  if (!engine.ok) return success(null)
  const setups = pointsOf(document).points.map(({ setup }) => engine.value.complete(setup).setup)
  const gathered = await shelf.files.gather(engine.value, setups)
  return gathered.ok ? resolveArtefacts(engine.value, setups, shelf, patient) : gathered
}
