/**
 * A plain file server for a built page, at a sub-path as on a project site: no rewrites, no fallback page, no special
 * headers. What works here works on any file server.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const subPath = '/some/where/'
const distFolder = fileURLToPath(new URL('../../dist/', import.meta.url))

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.bin': 'application/octet-stream',
}
const compressed = ['.html', '.js', '.css', '.json', '.svg']

export interface PageServer {
  /** Address of the page, with the final slash: `http://127.0.0.1:40001/some/where/`. */
  readonly address: string
  close(): Promise<void>
}

/** A page of no policy beside the built one, with Comlink in it: there a script can ask the built worker directly. */
export const barePage = 'bare.html'
const bareFiles: Readonly<Record<string, string>> = {
  [barePage]: fileURLToPath(new URL('./bare.html', import.meta.url)),
  'comlink.js': createRequire(import.meta.url).resolve('comlink/dist/umd/comlink.js'),
}

/** Serves dist/. Throws when there is no build to serve. */
export async function servePage(folder: string = distFolder): Promise<PageServer> {
  if (!existsSync(join(folder, 'index.html'))) throw new Error(`${folder} holds no index.html: run npm run build first`)
  const server = createServer((request, response) => {
    const acceptsGzip = String(request.headers['accept-encoding']).includes('gzip')
    answer(folder, request.url ?? '/', acceptsGzip, response).catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}${subPath}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

async function answer(folder: string, url: string, acceptsGzip: boolean, response: ServerResponse): Promise<void> {
  const path = decodeURIComponent(new URL(url, 'http://localhost').pathname)
  const inside = path.startsWith(subPath) ? normalize(path.slice(subPath.length)) : null
  if (inside === null || inside.startsWith('..')) {
    response.writeHead(404).end()
    return
  }
  const isFolder = inside === '.' || inside === '' || inside.endsWith(sep)
  const file = bareFiles[inside] ?? join(folder, isFolder ? join(inside, 'index.html') : inside)
  if (!existsSync(file)) {
    response.writeHead(404).end()
    return
  }
  const body = await readFile(file)
  const extension = extname(file)
  const isCompressed = acceptsGzip && compressed.includes(extension)
  response.writeHead(200, {
    'content-type': mediaTypes[extension] ?? 'application/octet-stream',
    'cache-control': 'no-store',
    ...(isCompressed ? { 'content-encoding': 'gzip' } : {}),
  })
  response.end(isCompressed ? compressedOnce(body) : body)
}

/** By the bytes of a file: two hundred pages are opened, and each would have all of them compressed anew. */
const known = new Map<string, Buffer>()

function compressedOnce(body: Buffer): Buffer {
  const key = createHash('sha1').update(body).digest('hex')
  const compressed = known.get(key) ?? gzipSync(body, { level: 9 })
  known.set(key, compressed)
  return compressed
}
