/**
 * Bundles the worker into .cache/bench: the benchmark measures what people run, which is a bundle. The same sources
 * through tsx take about twice the time.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Returns the path of the bundle. */
export async function bundleWorker(): Promise<string> {
  const outDir = join(root, '.cache/bench')
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: 'test/bench/worker.ts',
      outDir,
      emptyOutDir: true,
      target: 'node20',
      rolldownOptions: { output: { format: 'es', entryFileNames: 'worker.mjs', codeSplitting: false } },
    },
  })
  return join(outDir, 'worker.mjs')
}
