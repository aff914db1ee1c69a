/**
 * The languages of the page beside English, which is what the code says itself. A language is one file: a record from every
 * English sentence to its own (`npx tsx scripts/words.ts` lists them, and says what a language lacks).
 */
export const languages: Readonly<Record<string, () => Promise<Readonly<Record<string, string>>>>> = {
  /** For tests and translators: every sentence of the catalogue in brackets, so that what is not in it can be seen. */
  pseudo: async () => (await import('./pseudo.ts')).pseudo,
}
