/** The command line as a process of its own, through tsx as `npm run cli` has it; tsx's own program would be a second process. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url))

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
  const child = spawn(process.execPath, ['--import', tsx, main, ...args])
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
