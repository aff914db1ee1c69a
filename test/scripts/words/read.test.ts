import { describe, expect, it } from 'vitest'
import { compileWords, readWords } from '../../../scripts/words/read.ts'

describe('words.mdx', () => {
  it('is sections of sentences, each with the places that it stands in', () => {
    const [first, second] = readWords(
      '## One\n\nA line\nand its second.\n\n<Prediction />\n\n<After>\nThen {b:ttft.p99}.\n\n- An item\n\n{gain}\n</After>\n\n## Two\n\nLast.\n',
    )
    expect(first).toEqual({
      title: 'One',
      sentences: [
        { words: 'A line and its second.', inside: [] },
        { words: 'Then {b:ttft.p99}.', inside: ['After'] },
        { words: 'An item', inside: ['After'] },
        { words: '{gain}', inside: ['After'] },
      ],
      places: ['Prediction', 'After'],
      formulas: [],
    })
    expect(second).toMatchObject({ title: 'Two', sentences: [{ words: 'Last.' }] })
  })

  it.each([
    ['an expression', '## One\n\nTwo and two is {2 + 2}.'],
    ['an expression in a line of its own', '## One\n\n{document.title}'],
    ['an import', "import { x } from './x.ts'\n\n## One\n\nWords."],
    ['an import in a section', "## One\n\nimport { x } from './x.ts'\n\nWords."],
  ])('holds no code: not %s', (_what, source) => {
    expect(() => readWords(source)).toThrow(/Words hold no code|Words begin with a section/)
  })

  it('begins with a section', () => {
    expect(() => readWords('Words without a title.')).toThrow(/begin with a section/)
  })
})

describe('a formula', () => {
  const compiled = (tex: string) => compileWords(`## One\n\n$$\n${tex}\n$$\n`)

  it('becomes MathML, with the words in it as names: beside text an operator has no room', async () => {
    const code = await compiled(String.raw`\frac{1 - \alpha^{\gamma}}{2} = \text{bytes} \times \text{KV heads}`)
    for (const element of ['math', 'mfrac', 'msup', 'mi', 'mo']) expect(code).toContain(`_components.${element}, {`)
    expect(code).toContain('"α"')
    expect(code).not.toContain('mtext')
    expect(code).not.toContain('mspace')
  })

  it('in its own line is cut where it may break; in a sentence it is a part of it', async () => {
    // two relations and an operator: four pieces, each but the last ending with one
    const code = await compiled('a = b + c < d')
    expect(code.match(/_components\.mrow, \{/g)).toHaveLength(4)
    expect(code).toMatch(
      /_components\.div, \{\s+className: "formula",\s+children: _jsxs\(_components\.math, \{\s+displaystyle: "true"/,
    )
    const [{ sentences, formulas }] = readWords('## One\n\nWhere $a^{b}$ is {a:kv.peak}.\n')
    expect(sentences).toEqual([{ words: 'Where <1/> is {a:kv.peak}.', inside: [] }])
    expect(formulas).toEqual(['a^{b}'])
  })

  it('that is no TeX breaks the build and says where', async () => {
    await expect(compiled(String.raw`\frac{1}{`)).rejects.toThrow(/cannot be typeset/)
    await expect(compiled(String.raw`\unheard{1}`)).rejects.toThrow(/cannot be typeset/)
  })
})
