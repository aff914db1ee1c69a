/** `run --csv DIR`: the requests of each arm, and each of its tracks in the resolution that was kept. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { requestsCsv } from '../engines/asked.ts'
import { failure, type Result, success } from '../kernel/problem.ts'
import type { LiveRun } from '../run/live-run.ts'
import { isSystemError, reasonOf } from './source-file.ts'
import { writeTrackCsv } from './track-csv.ts'

export function writeRunCsv(live: LiveRun, folder: string): Result<null> {
  const arms = Object.entries(live.tracks())
  try {
    for (const [arm, tracks] of arms) {
      const place = arms.length > 1 ? join(folder, arm) : folder
      makeFolder(join(place, 'tracks'))
      const rows = live.ask(arm, requestsCsv)
      if (rows !== null) writeFileSync(join(place, 'requests.csv'), rows)
      for (const { id } of tracks) {
        // So many pixels that no two kept rows share one.
        const [window] = live.windows([{ arm, track: id, t0: 0, t1: live.extent, pixels: 1e9 }])
        if (window) writeTrackCsv(join(place, 'tracks', `${id.replaceAll('/', '-')}.csv`), window)
      }
    }
    return success(null)
  } catch (error) {
    if (!isSystemError(error)) throw error
    return failure({
      code: 'folder-unwritable',
      message: `${folder} cannot be written to: ${reasonOf(error)}.`,
      remedy: 'Give --csv a folder that you may write to; it is made where it is missing.',
    })
  }
}

/** With its parents. Not mkdirSync's own `recursive`, which never ends where a folder takes none, as /proc (Node 20). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return
  makeFolder(dirname(folder))
  mkdirSync(folder)
}
