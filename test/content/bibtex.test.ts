/** What a reader copies into a bibliography: every author by name, and where it appeared. */
import { describe, expect, it } from 'vitest'
import { allPapers as papers } from './all-papers.ts'

/** Fields of an entry, by name. */
function fieldsOf(bibtex: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...bibtex.matchAll(/^ {2}(\w+) *= \{(.*)\},?$/gm)].map(([, name, value]) => [name, value]))
}

/** *Last, First*, with neither a third part nor an empty one. Some sign with the initial of their last name. */
const NAME = /^(?:\p{L}[\p{L}'’ -]*|\p{Lu}\.), \p{L}[\p{L}.'’ -]*$/u

describe.each(papers.map((paper) => [paper.id, paper] as const))('the entry of %s', (_, { bibtex, cite }) => {
  const { author = '', title = '', year = '', journal, booktitle, howpublished } = fieldsOf(bibtex)
  const names = author.split(' and ')

  it('has a title, a year, and where it appeared, and is whole', () => {
    expect(bibtex).toMatch(/^@(article|inproceedings|misc)\{[\w-]+,\n.*\n\}$/s)
    expect(bibtex.split('\n')).toHaveLength(Object.keys(fieldsOf(bibtex)).length + 2)
    expect(title).not.toBe('')
    expect(year).toMatch(/^\d{4}$/)
    expect(journal ?? booktitle ?? howpublished ?? '').not.toBe('')
  })

  it('names every author, last name first, and none twice', () => {
    expect(names.filter((name) => !NAME.test(name))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
    expect(author).not.toMatch(/\bothers\b|\bet al\b/i)
  })

  it('is cited under its first author, then all the others or et al.', () => {
    const lasts = names.map((name) => name.split(',')[0])
    expect([', ', ' and ', ' et al., '].some((next) => cite.startsWith(lasts[0] + next))).toBe(true)
    if (!cite.includes(' et al.,')) expect(lasts.filter((last) => !cite.includes(last))).toEqual([])
  })
})
