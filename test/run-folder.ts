/**
 * A folder of this run of the tests: what a test file builds and the next one uses again lies there (`inject('runFolder')`), and all of it
 * is gone when the run ends.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { projectRoot } from '../scripts/source-files.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Two folders below the project, as the sources are. */
    runFolder: string
  }
}

export default function setup(project: TestProject): () => void {
  mkdirSync(join(projectRoot, '.cache'), { recursive: true })
  const folder = mkdtempSync(join(projectRoot, '.cache/run-'))
  project.provide('runFolder', folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
