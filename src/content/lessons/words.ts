/** The words of the lessons, step by step. */
import type { LoadWords } from '../words.ts'

export const lessonWords: Readonly<Record<string, LoadWords>> = {
  'why-a-kv-cache': async () => (await import('./why-a-kv-cache/words.mdx')).Words,
  'why-speculation-stops-paying': async () => (await import('./why-speculation-stops-paying/words.mdx')).Words,
}
