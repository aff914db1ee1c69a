/**
 * Opens the lab for a person: `npm start`. Serves the source with vite, prints the address, and opens a browser where
 * there is one to open. `npm start -- --port 4000`, `--host` (other machines may connect), `--no-open`.
 */
import { createServer as createSocket } from 'node:net'
import { dirname } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createServer } from 'vite'

const firstPort = 5173
const portsToTry = 20

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const flags = readFlags()
const host = flags.host ? '0.0.0.0' : '127.0.0.1'
const port = await freePort(flags.port)
const server = await createServer({ root, server: { host, port, strictPort: true }, clearScreen: false })
await server.listen()

const address = `http://localhost:${port}/`
console.log(`\n  Tokenscope is open at ${address}   (Ctrl+C ends it)\n`)
for (const url of flags.host ? (server.resolvedUrls?.network ?? []) : []) console.log(`  From other machines: ${url}`)
if (flags.open && !process.env.CI) {
  // The server that is running here reads TypeScript.
  const { openBrowser } = await server.ssrLoadModule('/src/cli/open-browser.ts')
  openBrowser(address, () => console.log(`  No browser could be opened: visit ${address}`))
}

function readFlags() {
  const options = { port: { type: 'string' }, host: { type: 'boolean' }, 'no-open': { type: 'boolean' } }
  try {
    const { values } = parseArgs({ options })
    const port = values.port === undefined ? firstPort : Number(values.port)
    if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`${values.port} is no port (1 to 65535).`)
    return { port, host: values.host === true, open: values['no-open'] !== true }
  } catch (error) {
    console.error(`${error.message}\nUsage: npm start -- [--port N] [--host] [--no-open]`)
    return process.exit(2)
  }
}

/** The wanted port or the next free one; says so when it is another. */
async function freePort(wanted) {
  const last = Math.min(wanted + portsToTry - 1, 65_535)
  for (let candidate = wanted; candidate <= last; candidate++) {
    if (!(await isFree(candidate))) continue
    if (candidate !== wanted) console.log(`Port ${wanted} is taken by another program; using ${candidate}.`)
    return candidate
  }
  console.error(`Ports ${wanted} to ${last} are all taken. Choose one: npm start -- --port 8080`)
  return process.exit(1)
}

/** On both loopbacks: a server on ::1 alone would answer a browser's `localhost` in our place. */
async function isFree(candidate) {
  return (await canListen(candidate, host)) && (await canListen(candidate, '::1'))
}

function canListen(candidate, address) {
  return new Promise((resolve) => {
    const socket = createSocket()
    // Anything but "taken" (a machine without IPv6, say) is no reason to move on; listening itself will tell.
    socket.once('error', (error) => resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'))
    socket.listen({ port: candidate, host: address, exclusive: true }, () => socket.close(() => resolve(true)))
  })
}
