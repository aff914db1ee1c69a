/**
 * Writes what the page shows before its worker has started: the default description and a precomputed first run.
 *
 *   npx tsx scripts/first-run.ts
 *
 * The run is an ordinary document; nothing in the files can be seen that the worker would not compute again. A test
 * compares them with a fresh run, so an engine that has changed asks for this command.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'fflate'
import { firstPage } from '../src/content/presets/first-page.ts'
import type { Experiment } from '../src/experiment/document.ts'
import { decode } from '../src/experiment/link.ts'
import { setupOf } from '../src/experiment/setup-of.ts'
import type { Description } from '../src/kernel/description.ts'
import type { TrackInfo } from '../src/kernel/tracks.ts'
import { type PackedFirstRun, packFirstRun } from '../src/store/first-run.ts'
import type { ArmKey, Completed, RunEvent, RunId } from '../src/worker/api.ts'
import { createLab } from '../src/worker/lab.ts'
import { outlineOf } from './outline.ts'

/** The story of the untouched page. */
export const FIRST_LINK = firstPage.link

/** The description as far as the untouched page shows it. */
export const firstOutline = (description: Description): Description =>
  outlineOf(description, setupOf(decode(FIRST_LINK).document))

/** Columns of the shipped windows: a tenth of a screen; the worker sharpens them within a second. */
const PIXELS = 84
/** A heatmap of 4 × 128 cells weighs 512 numbers a column. */
const GRID_PIXELS = 32

export async function firstRun(link = FIRST_LINK): Promise<PackedFirstRun> {
  const { document, problems } = decode(link)
  if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'))
  const lab = createLab({ clock: () => performance.now(), breathe: () => Promise.resolve() })
  const run = 1 as RunId
  const tracks: Record<ArmKey, readonly TrackInfo[]> = {}
  let completed: Completed | null = null
  const done = await new Promise<Extract<RunEvent, { kind: 'done' }>>((resolve, reject) => {
    const onEvent = (event: RunEvent): void => {
      if (event.kind === 'started') Object.assign(tracks, event.tracks)
      if (event.kind === 'done') resolve(event)
      if (event.kind === 'failed') reject(new Error(event.problem.message))
    }
    lab.run(run, document as Experiment, onEvent).then((known) => {
      completed = known
    }, reject)
  })
  const asked = Object.entries(tracks).flatMap(([arm, infos]) =>
    infos.map(({ id, kind }) => ({
      arm,
      track: id,
      t0: 0,
      t1: done.until,
      pixels: kind === 'grid' ? GRID_PIXELS : PIXELS,
    })),
  )
  const windows = await lab.windows(run, asked)
  return packFirstRun({
    document,
    regime: firstPage.regime,
    completed: completed as unknown as Completed,
    tracks,
    summaries: done.summaries,
    extent: done.until,
    windows: windows.flatMap((window, i) => (window ? [{ arm: asked[i].arm, track: asked[i].track, window }] : [])),
  })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lab = createLab({ clock: () => performance.now(), breathe: () => Promise.resolve() })
  const write = (name: string, value: unknown): void => {
    const text = `${JSON.stringify(value)}\n`
    writeFileSync(new URL(`../src/app/${name}`, import.meta.url), text)
    console.log(name, text.length, 'bytes,', gzipSync(new TextEncoder().encode(text)).length, 'compressed')
  }
  write('default-description.json', firstOutline(await lab.describe('serving')))
  write('first-run.json', await firstRun())
}
