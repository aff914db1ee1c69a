/**
 * A trace format is added to a copy of the project as docs/adding-things.md says: its file word for word, a line in the registry, a
 * fixture (test/readme/laws-ask.test.ts: the law over all kinds asks for it). It is then known on the command line and on the page, and
 * nowhere does another line change.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { LOAD_GENERATOR } from '../readme/additions.ts'
import { withAdditions } from '../readme/with-additions.ts'

const folder = mkdtempSync(join(tmpdir(), 'tokenscope-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a format that is a file, a line and a fixture', () => {
  it('is known to the command line', async () => {
    const { cli } = await withAdditions()
    const file = join(folder, 'load-generator.csv')
    writeFileSync(file, LOAD_GENERATOR)
    const printed = async (command: string) => {
      const { code, stdout } = await cli([command, file, '--json'])
      expect(code).toBe(0)
      return JSON.parse(stdout)
    }
    expect(await printed('read')).toMatchObject({
      ...{ kind: 'load-generator', what: 'trace', rows: { kept: 2, refused: 1 }, others: [] },
    })
    expect(await printed('trace')).toMatchObject({
      ...{ format: 'load-generator', formatTitle: 'Load generator CSV', kept: 2, duration: 0.5 },
    })
  })

  it('is known to the page: in its list of kinds, and for a file that is dropped', async () => {
    const { createLab } = await withAdditions()
    const lab = createLab({ clock: () => 0, breathe: async () => undefined })
    expect(await lab.incomingKinds()).toContainEqual({
      ...{ id: 'load-generator', title: 'Load generator CSV', what: 'trace' },
    })
    const read = await lab.readIncoming('mine.csv', LOAD_GENERATOR)
    expect(read.ok ? read.value : read).toMatchObject({
      ...{ what: 'trace', kind: { id: 'load-generator' }, reference: { rows: 2 } },
    })
  })
})
