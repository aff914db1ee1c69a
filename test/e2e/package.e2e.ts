/** The package as somebody gets it: packed, installed in an empty folder, and used there. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../../scripts/source-files.ts'

const folder = mkdtempSync(join(tmpdir(), 'tokenscope-package-'))
const npm = (cwd: string, ...args: readonly string[]): string => execFileSync('npm', args, { cwd, encoding: 'utf8' })
const program = join(folder, 'node_modules/.bin/tokenscope')

beforeAll(() => {
  // The build that these tests run on is what is packed: no second one beside pages that are being served.
  const [{ filename }] = JSON.parse(
    npm(projectRoot, 'pack', '--ignore-scripts', '--json', '--pack-destination', folder),
  )
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }))
  npm(folder, 'install', '--no-audit', '--no-fund', '--prefer-offline', join(folder, filename))
}, 300_000)
afterAll(() => rmSync(folder, { recursive: true }))

describe('the packed package, installed in an empty folder', () => {
  it('is a command line', () => {
    const said = execFileSync(program, ['run', '--set', 'workload.requests=20', '--json'], { encoding: 'utf8' })
    expect(JSON.parse(said).requests.finished).toBe(20)
    expect(execFileSync(program, ['--version'], { encoding: 'utf8' })).toMatch(/^tokenscope 0\.2\.0 /)
  })

  it('serves the page that came with it', async () => {
    const served = spawn(program, ['open', '--port', '0', '--no-open'], { stdio: ['ignore', 'pipe', 'inherit'] })
    try {
      const address = await new Promise<string>((resolve, reject) => {
        served.stdout.on('data', (chunk: Buffer) => {
          const [found] = /http:\/\/localhost:\d+\//.exec(String(chunk)) ?? []
          if (found) resolve(found.replace('localhost', '127.0.0.1'))
        })
        served.on('exit', (code) => reject(new Error(`tokenscope open ended with ${code}`)))
      })
      const page = await (await fetch(address)).text()
      expect(page).toContain('<title>Tokenscope')
      const [, script = ''] = /src="\.\/(assets\/index-[^"]+\.js)"/.exec(page) ?? []
      expect((await fetch(address + script)).headers.get('content-type')).toContain('javascript')
      expect((await fetch(`${address}nothing-here`)).status).toBe(404)
    } finally {
      served.kill()
    }
  })

  it('is a library with types', () => {
    writeFileSync(
      join(folder, 'use.ts'),
      `import { decode, summariesOf } from 'tokenscope'
const { document } = decode('#/lab?v=2&workload.requests=20')
const ending: string = summariesOf(document).a.ending
// @ts-expect-error a document is no number
summariesOf(3)
console.log(ending)
`,
    )
    const compiler = join(projectRoot, 'node_modules/typescript/bin/tsc')
    const options = ['--module', 'nodenext', '--target', 'es2022', '--strict', '--skipLibCheck', '--types', '']
    execFileSync(process.execPath, [compiler, ...options, 'use.ts'], { cwd: folder, encoding: 'utf8' })
    // What must not compile must not run either.
    writeFileSync(
      join(folder, 'use.js'),
      "import { decode, summariesOf } from 'tokenscope'\nconsole.log(summariesOf(decode('#/lab?v=2&workload.requests=20').document).a.ending)\n",
    )
    expect(execFileSync(process.execPath, ['use.js'], { cwd: folder, encoding: 'utf8' })).toBe('drained\n')
  })
})
