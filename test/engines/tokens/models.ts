/** The shipped models, for tests that need real ones. */
import { readdirSync, readFileSync } from 'node:fs'
import type { TokenAssets } from '../../../src/engines/tokens/model/assets.ts'
import { type Bench, openBench } from '../../../src/engines/tokens/model/bench.ts'

const FOLDER = 'public/models/'

export const modelFiles: Readonly<Record<string, Uint8Array>> = Object.fromEntries(
  readdirSync(FOLDER).map((name) => [name, new Uint8Array(readFileSync(FOLDER + name))]),
)

const json = (name: string) => JSON.parse(new TextDecoder().decode(modelFiles[name]))

export const assets: TokenAssets = {
  merges: json('tokenizer.json').merges,
  manifest: json('manifest.json'),
  weights: Object.fromEntries(
    Object.entries(modelFiles)
      .filter(([name]) => name.endsWith('.bin'))
      .map(([name, bytes]) => [name.replace('.bin', ''), bytes]),
  ),
}

export function bench(names: readonly string[], kernels?: 'plain', rows?: number): Bench {
  const opened = openBench(assets, names, { spareCaches: 2, ...(kernels && { kernels }), ...(rows && { rows }) })
  if (!opened.ok) throw new Error(opened.problems[0].message)
  return opened.value
}
