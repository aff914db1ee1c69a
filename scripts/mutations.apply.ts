/** How a mutation is put into a source, and what is wrong with one that no longer fits. */
import type { Mutation } from './mutations.mutation.ts'
import type { SourceFiles } from './source-files.ts'
import { parseSource } from './syntax-tree.ts'

/** The source with the rule broken in every place where it stands. */
export const mutated = ({ from, to }: Mutation, source: string): string => source.replaceAll(from, () => to)

/** Words for every mutation that breaks nothing, or breaks more than its rule: the rule has moved, and so must its line. */
export function mutationProblems(mutations: readonly Mutation[], files: SourceFiles): readonly string[] {
  const tests = [...files.keys()].filter((path) => path.startsWith('test/'))
  const names = new Set<string>()
  return mutations.flatMap((mutation) => {
    const { name, file, from, to, places = 1, noticedBy } = mutation
    const problems: string[] = []
    if (names.has(name)) problems.push('has the name of another')
    names.add(name)
    const source = files.get(file)
    if (source === undefined) problems.push(`breaks ${file}, which is no file`)
    else {
      const found = source.split(from).length - 1
      if (found !== places) problems.push(`applies in ${found} places of ${file} and not in ${places}`)
      else if (from === to || !parses(file, mutated(mutation, source))) problems.push(`leaves ${file} as no program`)
    }
    for (const path of noticedBy)
      if (!tests.some((test) => test === `test/${path}` || test.startsWith(`test/${path}/`)))
        problems.push(`is noticed by test/${path}, where no test is`)
    return problems.map((problem) => `“${name}” ${problem}`)
  })
}

/** What does not even parse is noticed by every test, and says nothing of any. */
function parses(path: string, text: string): boolean {
  try {
    parseSource(path, text)
    return true
  } catch {
    return false
  }
}
