/**
 * An algorithm is one file and a registry line, as docs/adding-things.md says. Its rule for the draft length is saved word for word into a
 * copy of `src`, and a decoder beside it, and the lines added; then links to both are run in that copy, by real models.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bundleCli } from '../../../scripts/bundle-cli.mjs'
import { projectRoot } from '../../../scripts/source-files.ts'
import { exampleOf } from '../../readme/example.ts'

const folder = mkdtempSync(join(tmpdir(), 'tokenscope-'))

/** The command line of the copy; its standard output. */
const cli = (...args: string[]) =>
  execFileSync(process.execPath, ['dist-cli/tokenscope.mjs', ...args], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })

/** Drafts the last token once more. */
const ONCE_MORE = `import * as z from 'zod'
import { defineDecoder } from '../../contracts/decoder.ts'

export const onceMore = defineDecoder({
  id: 'once-more',
  role: 'decoder',
  title: 'Once more',
  help: 'Drafts the last token once more.',
  knobs: z.strictObject({}),
  models: () => [],
  asksLength: () => false,
  create: (_knobs, { rounds }) =>
    rounds({
      reset: () => undefined,
      propose(text, draft, room) {
        if (room > 0) draft.add(0, text[text.length - 1], { isDrawn: false, confidence: Number.NaN })
      },
    }),
})
`

/** Saves a definition in the folder of its role, and puts it in the registry. */
function add(role: string, name: string, file: string, text: string): void {
  const place = join(folder, 'src/engines/tokens/roles', role)
  writeFileSync(join(place, `${file}.ts`), text)
  const registry = readFileSync(join(place, 'index.ts'), 'utf8')
  const withLine = registry.replace(/,?\s*\] as const/, `, ${name}] as const`)
  writeFileSync(join(place, 'index.ts'), `import { ${name} } from './${file}.ts'\n${withLine}`)
}

beforeAll(async () => {
  for (const name of ['src', 'package.json', 'tsconfig.json'])
    cpSync(join(projectRoot, name), join(folder, name), { recursive: true })
  for (const name of ['node_modules', 'public']) symlinkSync(join(projectRoot, name), join(folder, name), 'junction')
  add('draft-length', 'entropyBound', 'entropy-bound', exampleOf('entropyBound'))
  add('decoder', 'onceMore', 'once-more', ONCE_MORE)
  await bundleCli({ root: folder, entry: 'src/cli/main.ts', folder: 'dist-cli', name: 'tokenscope.mjs' })
})

afterAll(() => {
  rmSync(folder, { recursive: true })
})

const few = ['--set', 'prompts.requests=3', '--set', 'output=24', '--json']
const run = (choice: string) => JSON.parse(cli('run', `#/lab?v=2&engine=tokens&${choice}`, ...few)) as Report

describe('in one file and a registry line', () => {
  it('a rule for the draft length is found in a link, and ends drafts where the draft is unsure', () => {
    const [mine, strict] = [run('draftLength=entropy-bound'), run('draftLength=entropy-bound&draftLength.bound=0.1')]
    expect(mine.requests).toEqual({ total: 3, finished: 3 })
    expect(strict.acceptance.discarded).toBeLessThan(mine.acceptance.discarded)
    expect(strict.tokensPerPass).toBeLessThan(mine.tokensPerPass)
  })

  it('a decoder is found in a link, and its drafts are judged', () => {
    const { requests, acceptance } = run('decoder=once-more')
    expect(requests).toEqual({ total: 3, finished: 3 })
    expect(acceptance.drafted).toBeGreaterThan(30)
    expect(acceptance.accepted + acceptance.rejected).toBe(acceptance.drafted)
  })
})

interface Report {
  readonly requests: object
  readonly tokensPerPass: number
  readonly acceptance: Readonly<Record<'drafted' | 'accepted' | 'rejected' | 'discarded', number>>
}
