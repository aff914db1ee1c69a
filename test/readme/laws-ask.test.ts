/**
 * Whoever adds a trace format or a question as docs/adding-things.md says, and forgets its fixture or its id in the manifest, is told by
 * a law. Both are added to one copy of the project, in which the two laws are run together: a run of tests takes 5 s of a core to start.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Copy, copyProject } from '../../scripts/mutations.copy.ts'
import { addFormat, addQuestion, LOAD_GENERATOR, nameQuestion } from './additions.ts'
import { sourcesIn } from './changed-sources.ts'

const LAWS = ['test/traces/incoming-law.test.ts', 'test/engines/manifests.test.ts']

let copy: Copy
beforeAll(() => {
  copy = copyProject()
})
afterAll(() => copy.remove())

/** What vitest says of the tests whose full name matches, of both laws in one worker: the engines are loaded once. */
async function laws(
  names: string,
): Promise<{ readonly passed: readonly string[]; readonly failed: readonly string[] }> {
  const [vitest, file] = ['node_modules/vitest/vitest.mjs', 'results.json'].map((path) => join(copy.folder, path))
  const options = [
    '--no-cache',
    '--no-file-parallelism',
    '--reporter=json',
    `--outputFile.json=${file}`,
    '--testNamePattern',
    names,
  ]
  const child = spawn(process.execPath, [vitest, 'run', ...options, ...LAWS], {
    ...{ cwd: copy.folder, stdio: 'ignore', env: { ...process.env, CI: 'true' } },
  })
  await once(child, 'close')
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Results
  expect(testResults).toHaveLength(LAWS.length)
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
  const having = (status: string) => tests.filter((one) => one.status === status).map(({ fullName }) => fullName)
  return { passed: having('passed'), failed: having('failed') }
}

it('asks a format for a fixture, and a question for its id', async () => {
  const forgotten = [
    'the registry has a fixture of load-generator',
    'the manifest of serving names the questions that a run answers',
  ]
  const sources = sourcesIn(copy.folder)
  // given both without what is asked for
  addFormat(sources)
  addQuestion(sources)
  // then a law of each fails
  const before = await laws('has a fixture of|the manifest of serving')
  expect(before.failed.toSorted()).toEqual(forgotten.toSorted())
  // and with it all that they ask holds
  sources.write('test/traces/fixtures/load-generator.csv', LOAD_GENERATOR)
  nameQuestion(sources)
  const after = await laws('.')
  expect(after.failed).toEqual([])
  expect(after.passed).toEqual(expect.arrayContaining([...forgotten, ...before.passed]))
})

interface Results {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[]
  }[]
}
