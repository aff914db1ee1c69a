/**
 * A question is added to a copy of the project as docs/adding-things.md says: its definition, the file that finds the answer, a line and
 * an id. The worker answers it then, by the one way that all questions go.
 */
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Copy, copyProject } from '../../../scripts/mutations.copy.ts'
import { exampleOf } from '../../readme/example.ts'

let copy: Copy
beforeAll(() => {
  copy = copyProject()
})
afterAll(() => copy.remove())
const inCopy = (path: string): string => join(copy.folder, path)

function change(path: string, from: string, to: string): void {
  const text = readFileSync(inCopy(path), 'utf8')
  expect(text).toContain(from)
  writeFileSync(inCopy(path), text.replace(from, to))
}

/** Asks as the page does. One request at a time is served: the second has its first token when the first is done. */
const PAGE = `
import { longestWait } from './src/engines/serving/asked.ts'
import { openLink } from './src/experiment/link.ts'
import { createLab } from './src/worker/lab.ts'
const lab = createLab({ clock: () => 0, breathe: async () => undefined })
const { document } = await openLink('#/lab?v=1&workload.requests=2&workload.rate=50&batching.maxRunning=1&lengths.output=fixed&lengths.output.tokens=400')
const done = new Promise((resolve) => lab.run(1, document, ({ kind }) => kind === 'done' && resolve(null)))
await done
const ask = (at) => lab.ask(1, 'a', longestWait.id, [at])
console.log(JSON.stringify([await ask(0), await ask(1), await ask(1e6), (await lab.describe('serving')).engine.id]))
`

it('is its definition, its answer, a line and an id', async () => {
  change('src/engines/serving/asked.ts', '/** Looks again from', `${exampleOf('longestWait')}/** Looks again from`)
  writeFileSync(inCopy('src/engines/serving/questions/longest-wait.ts'), exampleOf('waitsLongest'))
  const registry = 'src/engines/serving/questions/answers.ts'
  change(registry, 'import { roofline }', "import { waitsLongest } from './longest-wait.ts'\nimport { roofline }")
  const line = 'answering(asked.longestWait, (at) => waitsLongest(run.cluster, at)),'
  change(registry, '    answering(asked.roofline', `    ${line}\n    answering(asked.roofline`)
  // the law over manifests asks for the id
  const law = ['engines/manifests.test.ts']
  expect((await copy.run(law, 180)).outcome).toBe('failed')
  change('src/engines/serving/manifest.ts', "'blocks', ", "'blocks', 'longestWait', ")
  expect((await copy.run(law, 180)).outcome).toBe('passed')
  writeFileSync(inCopy('page.mts'), PAGE)
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [inCopy('node_modules/tsx/dist/cli.mjs'), 'page.mts'],
    { cwd: copy.folder },
  )
  const [before, inside, after] = JSON.parse(stdout)
  // then nobody waits before the first arrival and after the end, and one of the two waits in between
  expect([before, after]).toEqual([null, null])
  expect([0, 1]).toContain(inside.request)
  expect(inside.since).toBeLessThan(1)
})
