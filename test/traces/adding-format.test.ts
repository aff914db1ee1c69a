/**
 * A trace format is added to a copy of the project as docs/adding-things.md says: its file word for word, a line in the registry, a
 * fixture. It is then known on the command line and on the page, and nowhere does another line change.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Copy, copyProject } from '../../scripts/mutations.copy.ts'
import { exampleOf } from '../readme/example.ts'

const LAW = ['traces/incoming-law.test.ts']
const PATIENCE = 180 // s
const FIXTURE = 'sent_ms,tokens_in,tokens_out\n500,100,7\n0,50,3\n750,0,3\n'

let copy: Copy
beforeAll(() => {
  copy = copyProject()
})
afterAll(() => copy.remove())
const inCopy = (path: string): string => join(copy.folder, path)

/** What a program of the copy prints, as JSON. */
async function printed(...args: readonly string[]): Promise<Record<string, unknown>> {
  const child = spawn(process.execPath, [inCopy('node_modules/tsx/dist/cli.mjs'), ...args], { cwd: copy.folder })
  let [out, trouble] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    trouble += text
  })
  const [code] = (await once(child, 'close')) as [number | null]
  expect(code, trouble).toBe(0)
  return JSON.parse(out)
}

/** The page’s own door: what the worker says it knows, and what it makes of a file. */
const PAGE = `
import { createLab } from './src/worker/lab.ts'
const lab = createLab({ clock: () => 0, breathe: async () => undefined })
const read = await lab.readIncoming('mine.csv', ${JSON.stringify(FIXTURE)})
console.log(JSON.stringify({ kinds: await lab.incomingKinds(), read: read.ok ? read.value : read }))
`

it('is a file, a line and a fixture', async () => {
  // given the file of the documentation, and its line in the registry
  writeFileSync(inCopy('src/traces/formats/load-generator.ts'), exampleOf('loadGenerator'))
  const index = inCopy('src/traces/formats/index.ts')
  const registry = readFileSync(index, 'utf8')
  const list = '= [azure, '
  expect(registry).toContain(list)
  writeFileSync(
    index,
    `import { loadGenerator } from './load-generator.ts'\n${registry.replace(list, '= [loadGenerator, azure, ')}`,
  )
  // then the law over all kinds fails until it has a fixture, and holds with one
  expect((await copy.run(LAW, PATIENCE)).outcome).toBe('failed')
  writeFileSync(inCopy('test/traces/fixtures/load-generator.csv'), FIXTURE)
  expect((await copy.run(LAW, PATIENCE)).outcome).toBe('passed')
  // and the command line knows it
  const file = inCopy('test/traces/fixtures/load-generator.csv')
  const said = await printed('src/cli/main.ts', 'read', file, '--json')
  expect(said).toMatchObject({ kind: 'load-generator', what: 'trace', rows: { kept: 2, refused: 1 }, others: [] })
  const facts = await printed('src/cli/main.ts', 'trace', file, '--json')
  expect(facts).toMatchObject({ format: 'load-generator', formatTitle: 'Load generator CSV', kept: 2, duration: 0.5 })
  // and so does the page: in its list of kinds, and for a file that is dropped
  writeFileSync(inCopy('page.mts'), PAGE)
  const { kinds, read } = await printed('page.mts')
  expect(kinds).toContainEqual({ id: 'load-generator', title: 'Load generator CSV', what: 'trace' })
  expect(read).toMatchObject({ what: 'trace', kind: { id: 'load-generator' }, reference: { rows: 2 } })
})
