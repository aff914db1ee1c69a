/** Examples of the documentation, as a reader copies them: by what they export, wherever on the page they stand. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../scripts/source-files.ts'

/** The block of code of docs/adding-things.md that exports `name`. Throws where none does. */
export function exampleOf(name: string): string {
  const page = readFileSync(join(projectRoot, 'docs/adding-things.md'), 'utf8')
  const found = [...page.matchAll(/```ts\n([\s\S]*?)```/g)]
    .map(([, code]) => code)
    .find((code) => code.includes(`export const ${name} `) || code.includes(`export const ${name}:`))
  if (found === undefined) throw new Error(`no example of docs/adding-things.md exports ${name}`)
  return found
}
