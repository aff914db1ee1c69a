/**
 * An engine asks a definition what it is like, and never which one it is: a new algorithm would have to be written in there too. So does
 * the page with engines.
 */
import { describe, expect, it } from 'vitest'
import { readSourceFiles } from '../../scripts/source-files.ts'
import { roles as lookUpRoles, nestedTable } from '../../src/engines/index-locality/roles/roles.ts'
import { engineIds } from '../../src/engines/registry.ts'
import { acceptanceProcesses } from '../../src/engines/serving/roles/decoder/acceptance/index.ts'
import { lengthRole, roles } from '../../src/engines/serving/roles/roles.ts'
import { commitRole, roles as tokensRoles } from '../../src/engines/tokens/roles/roles.ts'

const registries: readonly (readonly { readonly id: string }[])[] = [
  ...[...Object.values(roles), ...Object.values(tokensRoles)].map(({ definitions }) => definitions),
  ...[lookUpRoles.subject, ...Object.values(nestedTable)].map(({ definitions }) => definitions),
  ...[lengthRole.definitions, acceptanceProcesses, commitRole.definitions],
]
const ids = new Set([...engineIds, ...registries.flatMap((registry) => registry.map(({ id }) => id))])

/** Comparisons of something's id, or of an id, with a literal; and a switch over one. */
function branchesIn(text: string): readonly string[] {
  const compared = [...text.matchAll(/\bid\)? *[!=]==? *'([^']+)'|'([^']+)' *[!=]==? *[\w.]*\bid\b/g)]
  const switched = [...text.matchAll(/switch \([\w.]*\bid\) \{[\s\S]*?\n {2}\}/g)].flatMap(([body]) => [
    ...body.matchAll(/case '([^']+)'/g),
  ])
  return [...compared, ...switched].map(([, one, other]) => one ?? other ?? '').filter((id) => ids.has(id))
}

describe('no file of an engine, of run or of the page', () => {
  it('branches on the id of an algorithm or of an engine', () => {
    const found = [...readSourceFiles('src')]
      .filter(([path]) => /\.tsx?$/.test(path) && !path.startsWith('src/content/'))
      .flatMap(([path, text]) => branchesIn(text).map((id) => `${path}: ${id}`))
    expect(found).toEqual([])
  })

  it('would be noticed', () => {
    expect(branchesIn("if (setup.scheduler.id === 'fcfs') return")).toEqual(['fcfs'])
    expect(branchesIn("const is = 'swap' !== node.id")).toEqual(['swap'])
    expect(branchesIn("switch (decoder.id) {\n    case 'speculative':\n      return 1\n  }")).toEqual(['speculative'])
    expect(branchesIn("if (engine.id === 'serving') return")).toEqual(['serving'])
    expect(branchesIn("if (panel.id === 'setup') return")).toEqual([])
  })
})
