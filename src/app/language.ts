/** The language of the page: what the reader has set, else the first of the browser's that the page speaks, else English. */
import { languages } from '../content/languages/index.ts'
import { speak } from '../ui/words.ts'

/** Where a reader's own choice is kept, beside the settings: it is read before anything else is there. */
export const LANGUAGE_KEY = 'tokenscope.language'

/** Loads the words before the first paint; without a language of its own the page stays English, and nothing is loaded. */
export async function speakLanguage(chosen: string | null, preferred: readonly string[]): Promise<void> {
  const wanted = [...(chosen === null ? [] : [chosen]), ...preferred.map((tag) => tag.split('-')[0])]
  for (const name of wanted) {
    if (name === 'en') return
    const load = Object.hasOwn(languages, name) ? languages[name] : undefined
    if (!load) continue
    try {
      speak(await load())
      document.documentElement.lang = name
    } catch {
      // A language that does not arrive: English is better than an empty page.
    }
    return
  }
}
