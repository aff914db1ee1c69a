/**
 * The built lab as one zip for a classroom: `npm run zip` writes tokenscope-<version>.zip. Unpacked, any file server shows
 * it, without https and without rules; how is said in the file beside it.
 */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { strToU8, type Zippable, zipSync } from 'fflate'
import { projectRoot } from './source-files.ts'

const howTo = `Tokenscope, to be opened without the internet.

1. Unpack this folder.
2. Serve it with whatever file server is there, for example:  python3 -m http.server 8000
3. Open http://localhost:8000 (or this machine's address from another one).

Opening index.html by a double click does not work: browsers start no workers from files.
`

/** Every file of the folder but the manifest of the build, with paths as a zip wants them. The same input gives the same bytes. */
export function zipOf(folder: string): Uint8Array {
  const files: Zippable = { 'tokenscope/READ ME.txt': [strToU8(howTo), { mtime: EPOCH }] }
  for (const path of filesBelow(folder).sort()) {
    const name = relative(folder, path).split(sep).join('/')
    if (!name.startsWith('.')) files[`tokenscope/${name}`] = [readFileSync(path), { mtime: EPOCH }]
  }
  return zipSync(files, { level: 9 })
}

/** A zip cannot say that it has no date; this is the first one it knows. */
const EPOCH = '1980-01-01T12:00:00'

const filesBelow = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? filesBelow(path) : [path]
  })

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const dist = join(projectRoot, 'dist')
  if (!existsSync(join(dist, 'index.html'))) throw new Error('dist holds no build: run npm run build first')
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as { version: string }
  const zip = zipOf(dist)
  writeFileSync(join(projectRoot, `tokenscope-${version}.zip`), zip)
  console.log(`tokenscope-${version}.zip: ${(zip.length / 1e6).toFixed(2)} MB`)
}
