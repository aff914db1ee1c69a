/**
 * The command line as a process of its own, bundled as it is shipped: once for all test files that a worker runs, in a second. From the
 * sources each process would compile all of them again, which takes 1.6 s of a core against 0.2 s.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { inject } from 'vitest'
import { bundleCli } from '../../scripts/bundle-cli.mjs'
import { projectRoot } from '../../scripts/source-files.ts'

let built: Promise<string> | null = null

async function build(): Promise<string> {
  const folder = inject('runFolder')
  // Workers do not know of each other.
  const name = `tokenscope-${process.pid}.mjs`
  await bundleCli({ root: projectRoot, entry: 'src/cli/main.ts', folder, name })
  return join(folder, name)
}

/** Two folders below the project, as the sources are: models lie beside both. */
function program(): Promise<string> {
  built ??= build()
  return built
}

export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs it to its end. `hangUpAfter` closes standard output after that many bytes, as `head` does. */
export async function cli(
  args: readonly string[],
  {
    stdin = '',
    hangUpAfter = Number.POSITIVE_INFINITY,
  }: { readonly stdin?: string; readonly hangUpAfter?: number } = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [await program(), ...args])
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
    if (stdout.length >= hangUpAfter) child.stdout.destroy()
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  child.stdin.end(stdin)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, stdout, stderr }
}

/** A few minutes of made-up requests in the columns of the Azure LLM inference trace. */
export function azureLookAlike(rows: number): string {
  const lines = ['TIMESTAMP,ContextTokens,GeneratedTokens']
  for (let i = 0; i < rows; i++) {
    const second = `${i % 60}`.padStart(2, '0')
    const minute = `${Math.floor(i / 60)}`.padStart(2, '0')
    lines.push(
      `2023-11-16 18:${minute}:${second}.${`${(i * 37) % 1000}`.padStart(3, '0')}0000,${100 + ((i * 211) % 3000)},${1 + ((i * 17) % 90)}`,
    )
  }
  return `${lines.join('\n')}\n`
}
