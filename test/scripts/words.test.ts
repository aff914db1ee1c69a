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

  it('lists the words of papers and lessons, a paragraph a sentence, with what is more than text in it', () => {
    const said = sentences(src)
    for (const sentence of [
      'Half the memory',
      'Arm B is halved once more: 12,000 tokens. You know now that halving can be free.',
      'A needs {a:tpot.p50} a token, B {b:tpot.p50}.',
      'Far from its load even old reports send few requests to a busy instance.',
    ])
      expect(said).toContain(sentence)
    const files = new Map([
      [
        'src/content/x/words.mdx',
        '## One\n\nA **bold** {a:kv.peak} of [links to *x*](#/x), as $a^2$ and `code`\nsay.\n',
      ],
    ])
    expect(sentences(files)).toEqual([
      'A <1>bold</1> {a:kv.peak} of <2>links to <3>x</3></2>, as <4/> and <5/> say.',
      'One',
    ])
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
