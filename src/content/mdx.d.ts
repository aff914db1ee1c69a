/** What scripts/words/plugin.ts makes of a `words.mdx`. */
declare module '*.mdx' {
  export const Words: import('./words.ts').Words
}
