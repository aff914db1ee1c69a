/**
 * Opens the page: serves the one that lies beside this program, prints its address, and opens a browser where there is one. It needs
 * no network: what is served is what was built with this version.
 */
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import sirv from 'sirv'
import { failure, type Result, success } from '../kernel/problem.ts'
import type { Command } from './command.ts'
import { openBrowser } from './open-browser.ts'
import { isSystemError, reasonOf } from './source-file.ts'

/** Where a build puts the page, seen from dist-cli/tokenscope.mjs. */
const PAGE = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist')
const FIRST_PORT = 5173

export const openCommand: Command = {
  name: 'open',
  synopsis: '[--port N] [--no-open]',
  summary:
    'Serves the page that came with this program, and opens it in a browser. Without a command tokenscope does this.',
  options: [
    { option: '--port N', help: `where it is served, ${FIRST_PORT} or the next free one where not given; 0 for any` },
    { option: '--no-open', help: 'prints the address and opens no browser' },
  ],
  parse: { port: { type: 'string' }, 'no-open': { type: 'boolean' } },
  most: 0,
  async run(input, terminal) {
    if (!existsSync(join(PAGE, 'index.html'))) {
      return failure({
        code: 'page-missing',
        message: 'The page is not beside this program.',
        remedy: 'Install the package tokenscope, or build both: npm run build && npm run build:cli.',
      })
    }
    const wanted = input.text('port')
    const port = wanted === undefined ? null : Number(wanted)
    if (port !== null && !(Number.isInteger(port) && port >= 0 && port <= 65_535)) {
      return failure({
        code: 'option-unfit',
        message: `--port ${wanted} is no port.`,
        remedy: 'Choose one from 0 to 65535.',
      })
    }
    const served = await serve(port)
    if (!served.ok) return served
    const address = `http://localhost:${served.value}/`
    terminal.write(`Tokenscope is open at ${address} (Ctrl+C ends it)\n`)
    if (!input.flag('no-open') && !process.env.CI) openBrowser(address)
    return success(null)
  },
}

/** The port it is served on: the one that was asked for, else the first or the next one that is free. */
async function serve(port: number | null): Promise<Result<number>> {
  const files = sirv(PAGE, { etag: true })
  const server = createServer((request, response) => {
    files(request, response, () => {
      response.writeHead(404).end()
    })
  })
  for (let candidate = port ?? FIRST_PORT; ; candidate++) {
    const error = await listening(server, candidate)
    if (error === null) return success((server.address() as AddressInfo).port)
    if (port === null && candidate < FIRST_PORT + 20 && isSystemError(error) && error.code === 'EADDRINUSE') continue
    return failure({
      code: 'port-unusable',
      message: `Port ${candidate} cannot be used: ${reasonOf(error)}.`,
      remedy: 'Choose another with --port N.',
    })
  }
}

/** Null once it listens on this machine alone, else what hindered it. */
const listening = (server: Server, port: number): Promise<unknown> =>
  new Promise((resolve) => {
    server.once('error', resolve)
    server.listen({ port, host: '127.0.0.1' }, () => {
      server.removeListener('error', resolve)
      resolve(null)
    })
  })
