/** The catalogue holds what the page says: no component writes words past it, and a language file can be checked against it. */
import { describe, expect, it } from 'vitest'
import { readSourceFiles } from '../../scripts/source-files.ts'
import { compare, rawWords, sentences } from '../../scripts/words.ts'
import { languages } from '../../src/content/languages/index.ts'

const src = readSourceFiles('src')

describe('the catalogue', () => {
  it('holds every word that a component shows', () => {
    expect(rawWords(src)).toEqual([])
  })

  it('finds words past it: text, and attributes that are read', () => {
    const files = new Map([
      [
        'src/ui/X.tsx',
        'export const X = () => <p title="some words">{say(\'fine\')} Raw words <b aria-label={y}>12 %</b></p>',
      ],
    ])
    expect(rawWords(files)).toEqual(['src/ui/X.tsx:1 some words', 'src/ui/X.tsx:1 Raw words'])
    expect(sentences(files)).toEqual(['fine'])
  })

  it('lists sentences of the shell and of lessons alike, hundreds of them', () => {
    const said = sentences(src)
    for (const sentence of ['Share this experiment', 'Continue', 'One {unit} forward']) expect(said).toContain(sentence)
    expect(said.length).toBeGreaterThan(400)
  })

  it('says what a language lacks, and what it has that nobody says', () => {
    expect(compare(['Open', 'Share'], { Open: 'Öffnen', Gone: 'Weg' })).toEqual({
      missing: ['Share'],
      unused: ['Gone'],
    })
  })

  it('is whole in every language there is', async () => {
    for (const [name, load] of Object.entries(languages)) {
      expect(compare(sentences(src), await load()).missing, name).toEqual([])
    }
  })
})
