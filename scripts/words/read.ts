/**
 * `words.mdx`: the words of a paper or a lesson, in Markdown. What is in it:
 *
 * - `## Title` begins a section; the page shows one section at a time.
 * - A paragraph is one sentence of the catalogue (src/ui/words.ts): that is what a language translates.
 * - `{a:ttft.p99}` is a figure of the run on the page; `$…$` and `$$…$$` are formulas in TeX, typeset when the page is built.
 * - `<Equation>…</Equation>`, `<Prediction />` are places that the page fills or surrounds.
 *
 * Code is not in it: neither imports nor expressions.
 */
import { type CompileOptions, compile, compileSync } from '@mdx-js/mdx'
import remarkMath from 'remark-math'
import { type Section, sections } from './sections.ts'
import { typeset } from './typeset.ts'

const options: CompileOptions = { remarkPlugins: [remarkMath, typeset, sections] }

/** What it says, for lists of sentences and for tests. */
export function readWords(source: string): readonly Section[] {
  return compileSync(withFigures(source), options).data.sections as readonly Section[]
}

/** The module that the page loads, as src/content/words.ts has it. */
export async function compileWords(source: string): Promise<string> {
  return `${await compile(withFigures(source), options)}\nexport { MDXContent as Words }\n`
}

// MDX reads braces as JavaScript, which a figure's name is not. Braces of TeX are those of formulas.
const FORMULA_OR_FIGURE = /\$\$[^$]*\$\$|\$[^$\n]*\$|\{(\w+(?::[\w.]+)?)\}/g

const withFigures = (source: string): string =>
  source.replace(FORMULA_OR_FIGURE, (found, figure?: string) =>
    figure === undefined ? found : `<Figure of="${figure}" />`,
  )
