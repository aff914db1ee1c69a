/** The figures of the house: counted from the texts, and each limit can fail. */
import { describe, expect, it } from 'vitest'
import { figuresOf, isOver, membersOf } from '../../scripts/house.ts'
import { readSourceFiles, type SourceFiles } from '../../scripts/source-files.ts'

const API = 'src/worker/api.ts'
const files = readSourceFiles('src')
const figure = (of: SourceFiles, name: string) => {
  const found = figuresOf(of).find((one) => one.name === name)
  if (!found) throw new Error(name)
  return found
}
const changed = (path: string, text: string): SourceFiles => new Map([...files, [path, text]])

describe('the house', () => {
  it('keeps its limits', () => {
    expect(figuresOf(files).filter(isOver)).toEqual([])
  })

  it('counts methods with those inherited and picked, each once', () => {
    const text = `
      interface Living { isAlive(): void }
      export interface Lab extends Living { run(): void; stop(): void; 'odd name'(): void }
      export interface Point extends Living, Pick<Lab, 'run' | 'stop'> { measure(): void }`
    const one = new Map([['a.ts', text]])
    expect(membersOf(one, 'a.ts', 'Lab')).toEqual(['run', 'stop', 'odd name', 'isAlive'])
    expect(membersOf(one, 'a.ts', 'Point')).toEqual(['measure', 'isAlive', 'run', 'stop'])
    expect(() => membersOf(one, 'a.ts', 'Gone')).toThrow('no interface Gone')
  })

  it('fails when the worker’s contract grows past its limit', () => {
    const name = 'methods of the worker’s contract'
    const { value, limit = 0 } = figure(files, name)
    const more = Array.from({ length: limit - value + 1 }, (_, i) => `  more${i}(): Promise<void>\n`).join('')
    const text = files.get(API)?.replace('export interface LabWorker extends Living {\n', (head) => head + more) ?? ''
    const grown = figure(changed(API, text), name)
    expect([grown.value, isOver(grown)]).toEqual([limit + 1, true])
  })

  it('fails for a file that is too long, and for a circle of imports', () => {
    const long = figure(changed('src/kernel/long.ts', '// a line\n'.repeat(401)), 'lines of the longest file')
    expect([long.value, isOver(long)]).toEqual([401, true])
    const circle = new Map([
      ...changed('src/kernel/one.ts', "import type { B } from './other.ts'\nexport type A = B"),
      ['src/kernel/other.ts', "import type { A } from './one.ts'\nexport type B = A"],
    ] as const)
    expect(isOver(figure(circle, 'circles of imports'))).toBe(true)
  })
})
