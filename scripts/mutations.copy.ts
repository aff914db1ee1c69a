/**
 * A copy of the project in a folder of its own, in which one rule at a time is broken and specifications are run. Nothing of the
 * project itself is touched, several copies do not know of each other, and the folder is gone when the process ends, however it ends.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { mutated } from './mutations.apply.ts'
import type { Mutation } from './mutations.mutation.ts'
import { projectRoot } from './source-files.ts'

/** How specifications ended. `hung`: not within the patience given, as where a mutation makes a run endless. */
export type Outcome = 'passed' | 'failed' | 'hung'

export interface Copy {
  /** Where it lies. */
  readonly folder: string
  /** Runs specifications as they are: their outcome and how long they took, in seconds. */
  run(
    specifications: readonly string[],
    patience: number,
  ): Promise<{ readonly outcome: Outcome; readonly seconds: number }>
  /** Runs those of a mutation with its rule broken. */
  runMutated(mutation: Mutation, patience: number): Promise<Outcome>
  remove(): void
}

export function copyProject(): Copy {
  const folder = mkdtempSync(join(tmpdir(), 'tokenscope-mutations-'))
  let running: ChildProcess | null = null
  const remove = (): void => {
    endTree(running)
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', remove)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
  for (const name of ['src', 'test', 'scripts', 'public', 'package.json', 'tsconfig.json', 'vite.config.ts'])
    cpSync(join(projectRoot, name), join(folder, name), { recursive: true })
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'junction')

  const run: Copy['run'] = (specifications, patience) =>
    new Promise((resolve) => {
      const began = performance.now()
      const paths = specifications.map((path) => `test/${path}`)
      // Its own process group: a worker in an endless loop outlives the runner that started it.
      const child = spawn(
        process.execPath,
        [join(folder, 'node_modules/vitest/vitest.mjs'), 'run', '--bail=1', '--no-cache', '--reporter=dot', ...paths],
        { cwd: folder, stdio: 'ignore', detached: true, env: { ...process.env, CI: 'true' } },
      )
      running = child
      let hung = false
      const limit = setTimeout(() => {
        hung = true
        endTree(child)
      }, 1000 * patience)
      child.once('exit', (code) => {
        clearTimeout(limit)
        endTree(child)
        running = null
        const outcome = hung ? 'hung' : code === 0 ? 'passed' : 'failed'
        resolve({ outcome, seconds: (performance.now() - began) / 1000 })
      })
    })

  return {
    folder,
    run,
    async runMutated(mutation, patience) {
      const path = join(folder, mutation.file)
      const source = readFileSync(path, 'utf8')
      writeFileSync(path, mutated(mutation, source))
      try {
        return (await run(mutation.noticedBy, patience)).outcome
      } finally {
        // The process may be on its way out, and the folder gone.
        if (existsSync(path)) writeFileSync(path, source)
      }
    },
    remove() {
      process.removeListener('exit', remove)
      remove()
    },
  }
}

/** Ends a runner and all that it started. */
function endTree(child: ChildProcess | null): void {
  if (child?.pid === undefined) return
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // nobody is left
  }
}
