import { describe, expect, it } from 'vitest'
import { isCorePath } from '../../scripts/core.bans.ts'
import { impurities, longSourceFiles } from '../../scripts/core.ts'

const complaints = (text: string, file = 'src/kernel/a.ts') =>
  impurities(file, text).map(({ line, message }) => `${line} ${message.split(':')[0]}`)

describe('the pure core', () => {
  it.each([
    ['export const now = () => Date.now()', 'Date'],
    ['export const at = new Date(0)', 'Date'],
    ['export const u = () => Math.random()', 'Math.random'],
    ["export const u = () => Math['random']()", 'Math.random'],
    ['const { exp } = Math\nexport const e = exp', 'Math.exp'],
    ['const m = Math\nexport const e = m.exp(1)', 'Math under another name hides what is taken from it'],
    ['export const e = Math.exp', 'Math.exp'],
    ['export const cube = (x: number) => x ** 3', '**'],
    ['export const cube = (x: number) => { let y = x; y **= 3; return y }', '**'],
    ['export const t = () => performance.now()', 'performance'],
    ['export const t = () => globalThis.performance', 'globalThis'],
    ["export const get = () => fetch('/a')", 'fetch'],
    ["export const body = () => document.querySelector('body')", 'document'],
    ["export const say = () => console.log('a')", 'console'],
    ['export const sort = (a: string, b: string) => a.localeCompare(b)', 'localeCompare'],
    ['export const show = (n: number) => n.toLocaleString()', 'toLocaleString'],
    ['export const f = new Intl.NumberFormat()', 'Intl'],
    ['let count = 0\nexport const next = () => count + 1', 'module-level let'],
    ['export let count = 0', 'module-level let'],
    ['const shorthand = { console }\nexport const a = shorthand', 'console'],
  ])('finds the impurity of `%s`', (text, name) => {
    expect(impurities('src/kernel/a.ts', text).map(({ message }) => message.split(':')[0])).toContain(name)
  })

  it.each([
    ['a comment', '// Math.random() and Date are banned\nexport const a = 1'],
    ['a string', "export const a = 'Date.now() ** 2'"],
    ['a template', 'export const a = `console fetch(x) **`'],
    ['a regular expression', "export const a = /Math.exp|'Date/"],
    ['a type', 'export type A = Date | Worker\nexport const f = (a: Date) => a as Document'],
    ['a type import', "import type { Worker } from './w.ts'\nexport type A = Worker"],
    ['a name of our own', 'export const f = (document: { readonly v: number }) => document.v'],
    ['a member or key', 'export const f = (a: { history: number }) => ({ location: a.history, fetch: 1 })'],
    ['exact mathematics', 'export const f = (x: number) => Math.sqrt(Math.floor(x)) + Math.imul(2, 3) + Math.PI'],
    ['a let in a function', 'export function f() {\n  let n = 0\n  n += 1\n  return n\n}'],
  ])('is not alarmed by %s', (_, text) => {
    expect(complaints(text)).toEqual([])
  })

  it('sees the page through a name that only another function declares', () => {
    const text = 'export const f = (document: string) => document\nexport const g = () => document.title'
    expect(complaints(text)).toEqual(['2 document'])
  })

  it('covers the core rooms and the painters of charts, not their components', () => {
    expect(isCorePath('src/engines/serving/kv/blocks.ts')).toBe(true)
    expect(isCorePath('src/charts/experts/paint.ts')).toBe(true)
    expect(isCorePath('src/charts/experts/hit-test.ts')).toBe(true)
    expect(isCorePath('src/charts/gestures.ts')).toBe(false)
    expect(isCorePath('src/charts/experts/Experts.tsx')).toBe(false)
    expect(isCorePath('src/store/run.ts')).toBe(false)
  })

  it('lets kernel/math write the mathematics that others take from it', () => {
    expect(complaints('export const check = Math.exp(1)', 'src/kernel/math.ts')).toEqual([])
    expect(complaints('export const check = Math.exp(1)', 'src/kernel/draws.ts')).toEqual(['1 Math.exp'])
  })
})

describe('the length of files', () => {
  it('warns past 300 lines and fails past 400', () => {
    const lines = (count: number) => 'x\n'.repeat(count)
    const { warnings, failures } = longSourceFiles(
      new Map([
        ['src/a.ts', lines(300)],
        ['src/b.ts', lines(301)],
        ['src/c.ts', lines(400)],
        ['src/d.ts', lines(401)],
      ]),
    )
    expect(warnings.map(({ file }) => file)).toEqual(['src/b.ts', 'src/c.ts'])
    expect(failures.map(({ file }) => file)).toEqual(['src/d.ts'])
  })
})
