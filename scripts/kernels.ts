/**
 * Compiles the SIMD kernels: `npm run kernels`. Writes src/engines/tokens/kernels/simd.wasm.ts, the module as text, so that
 * page, worker, Node and tests load it alike and no request is needed. `--check` only says whether it is up to date.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { argv, exit } from 'node:process'
import asc from 'assemblyscript/asc'

const SOURCE = 'src/engines/tokens/kernels/simd.as'
const TARGET = 'src/engines/tokens/kernels/simd.wasm.ts'

/** The module of today's source, as text of a TypeScript file. Throws what the compiler says. */
export async function compiledKernels(): Promise<string> {
  let binary: Uint8Array | null = null
  const options =
    '-O3 --noAssert --enable simd --runtime stub --importMemory --initialMemory 1 --use abort= -o simd.wasm'
  const { error, stderr } = await asc.main(['simd.ts', ...options.split(' ')], {
    readFile: (name) => (name === 'simd.ts' ? readFileSync(SOURCE, 'utf8') : null),
    writeFile: (_name, contents) => {
      binary = contents as Uint8Array
    },
    listFiles: () => [],
  })
  if (error !== null || binary === null) throw new Error(`${SOURCE} does not compile: ${stderr.toString()}`)
  const text = Buffer.from(binary).toString('base64')
  return `/** Built from simd.as by \`npm run kernels\`; nobody edits it. ${(binary as Uint8Array).length} bytes. */\nexport const SIMD_MODULE =\n  '${text}'\n`
}

if (argv[1]?.endsWith('kernels.ts')) {
  const compiled = await compiledKernels()
  const isCurrent = (() => {
    try {
      return readFileSync(TARGET, 'utf8') === compiled
    } catch {
      return false
    }
  })()
  if (argv.includes('--check')) {
    console.log(isCurrent ? `${TARGET} is what ${SOURCE} compiles to` : `${TARGET} is out of date: npm run kernels`)
    exit(isCurrent ? 0 : 1)
  }
  writeFileSync(TARGET, compiled)
  console.log(`${TARGET}: ${compiled.length} characters`)
}
