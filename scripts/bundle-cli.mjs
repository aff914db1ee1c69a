/** The command line, or another entry of it, as one self-contained file that needs Node and nothing else. */
import { build } from 'vite'

/** Bundles `entry` (below `root`) into `folder`/`name`; `empty` clears the folder first. About a second. */
export async function bundleCli({ root, entry, folder, name, empty = false, banner = '', plugins = [] }) {
  await build({
    root,
    // The page's configuration (React, public files, workers) has no part in this.
    configFile: false,
    publicDir: false,
    plugins,
    logLevel: 'warn',
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      outDir: folder,
      emptyOutDir: empty,
      target: 'node20',
      rolldownOptions: {
        output: { format: 'es', entryFileNames: name, codeSplitting: false, banner },
      },
    },
  })
}
