/** Makes modules of `words.mdx` for vite and vitest. The command line needs none: what it prints of a paper stands in its `paper.ts`. */
import type { Plugin } from 'vite'
import { compileWords } from './read.ts'

export const words = (): Plugin => ({
  name: 'words',
  enforce: 'pre',
  transform: {
    filter: { id: /\/words\.mdx$/ },
    handler: async (source) => ({ code: await compileWords(source), map: null }),
  },
})
