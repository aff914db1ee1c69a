/**
 * Cuts the engines off in the build of the page: what a line of the registry (src/engines/registry.ts) loads of an engine is for workers,
 * whose build has plugins of its own. Without this the page would ship every engine a second time, in chunks that nobody asks for.
 */
import type { Plugin } from 'vite'

const LOADER = /load: async \(\) => \(await import\('\.\/[\w-]+\/index\.ts'\)\)\.\w+/g

export const noEngines = (): Plugin => ({
  name: 'no-engines-on-the-page',
  apply: 'build',
  enforce: 'pre',
  transform: (code, id) => (id.endsWith('/src/engines/registry.ts') ? withoutLoaders(code) : null),
})

/** The same length, so that no source map is needed. Throws where a line is written otherwise and would stay. */
export function withoutLoaders(code: string): string {
  const cut = code.replace(LOADER, (loader) => 'load: null'.padEnd(loader.length))
  const left = /import\('[^']*\/index\.ts'\)/.exec(cut)
  if (left)
    throw new Error(`the page would ship an engine: ${left[0]} in src/engines/registry.ts is no line like the others`)
  return cut
}
