/**
 * The message catalogue: `say('Copied {n} rows', { n })`. The English sentence is the key and its own default, so code reads
 * as the page does, and a second language is one file that maps these sentences to its own.
 *
 * The catalogue is set once, before the first paint; who changes the language loads the page again.
 */
export type Catalogue = Readonly<Record<string, string>>

const spoken: { catalogue: Catalogue } = { catalogue: {} }

export function speak(catalogue: Catalogue): void {
  spoken.catalogue = catalogue
}

/** The sentence in the language of the page; `{name}` is replaced by the value of that name. */
export function say(english: string, values: Readonly<Record<string, string | number>> = {}): string {
  const sentence = Object.hasOwn(spoken.catalogue, english) ? spoken.catalogue[english] : english
  return sentence.replace(/\{(\w+)\}/g, (hole, name: string) => (name in values ? String(values[name]) : hole))
}
