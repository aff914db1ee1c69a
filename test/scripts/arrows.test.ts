import { describe, expect, it } from 'vitest'
import { checkArrows, roomOf } from '../../scripts/arrows.ts'

const messages = (files: Record<string, string>) =>
  checkArrows(new Map(Object.entries(files)), []).violations.map(({ file, message }) => `${file} ${message}`)

describe('arrows between rooms', () => {
  it('lets a page import a chart', () => {
    expect(
      messages({
        'src/pages/lab/Lab.tsx': "import { Gantt } from '../../charts/Gantt.tsx'\nGantt",
        'src/charts/Gantt.tsx': 'export const Gantt = () => <p>it isn’t code: import("zod")</p>',
      }),
    ).toEqual([])
  })

  it('stops a chart that imports the store, even its types', () => {
    const store = 'export interface Run { readonly id: string }'
    expect(
      messages({
        'src/charts/gantt.ts': "import type { Run } from '../store/run.ts'\nexport type A = Run",
        'src/store/run.ts': store,
      }),
    ).toEqual(['src/charts/gantt.ts imports src/store/run.ts (types): there is no such arrow charts → store'])
  })

  it.each([
    ['a static import', "import { run } from '../engines/serving/run.ts'\nrun()"],
    ['a re-export', "export * from '../engines/serving/run.ts'"],
    ['a lazy import', "export const load = () => import('../engines/serving/run.ts')"],
    ['a lazy import in a template', 'export const load = () => import(`../engines/serving/run.ts`)'],
    ['an import type', "export type Run = import('../engines/serving/run.ts').Run"],
    ['a worker of its own', "export const w = new Worker(new URL('../engines/serving/run.ts', import.meta.url))"],
    ['a worker by suffix', "import Run from '../engines/serving/run.ts?worker'\nRun"],
  ])('stops the store at an engine: %s', (_, text) => {
    const found = messages({ 'src/store/run.ts': text, 'src/engines/serving/run.ts': 'export const run = () => 1' })
    expect(found).toHaveLength(1)
    expect(found[0]).toContain('there is no such arrow store → engines/serving')
  })

  it('stops imports whose target cannot be read', () => {
    expect(messages({ 'src/store/a.ts': 'export const load = (name: string) => import(name)' })[0]).toContain(
      'hides what',
    )
    expect(messages({ 'src/store/a.ts': "export const all = import.meta.glob('./*.ts')" })[0]).toContain('hides what')
  })

  it('stops a definition that imports a definition of another role', () => {
    expect(
      messages({
        'src/engines/serving/roles/scheduler/fcfs.ts':
          "import { roundRobin } from '../router/round-robin.ts'\nroundRobin",
        'src/engines/serving/roles/router/round-robin.ts': 'export const roundRobin = 1',
      })[0],
    ).toContain(
      'a definition of scheduler imports src/engines/serving/roles/router/round-robin.ts of another folder, router',
    )
  })

  it('stops an arrow that goes up inside an engine, types too, and a file on no floor', () => {
    expect(
      messages({
        'src/engines/serving/contracts/a.ts': "import type { B } from '../core/b.ts'\nexport type A = B",
        'src/engines/serving/core/b.ts': 'export type B = 1',
      }),
    ).toEqual([
      'src/engines/serving/contracts/a.ts imports src/engines/serving/core/b.ts, which is on a floor above it',
    ])
    expect(
      messages({
        'src/engines/serving/misc/a.ts': "import { b } from '../core/b.ts'\nb",
        'src/engines/serving/core/b.ts': 'export const b = 1',
      })[0],
    ).toContain('stands on no floor')
  })

  it('stops a circle, also one of types alone', () => {
    const found = messages({
      'src/charts/a.ts': "import type { B } from './b.ts'\nexport type A = B",
      'src/charts/b.ts': "import type { C } from './c.ts'\nexport type B = C",
      'src/charts/c.ts': "import type { A } from './a.ts'\nexport type C = A | 1",
    })
    expect(found).toEqual([
      'src/charts/a.ts is in a circle of 3 files that import each other: src/charts/a.ts, src/charts/b.ts, src/charts/c.ts',
    ])
  })

  it('finds the schema library on the main thread through a chain of allowed arrows, lazy ones too', () => {
    const found = messages({
      'src/main.tsx': "import { App } from './app/App.tsx'\nApp",
      'src/app/App.tsx': "export const App = () => import('../pages/Lab.tsx')",
      'src/pages/Lab.tsx': "import * as z from 'zod'\nz",
    })
    expect(found).toContain(
      'src/pages/Lab.tsx puts zod on the main thread: src/main.tsx → src/app/App.tsx → src/pages/Lab.tsx → zod',
    )
  })

  it('lets only the registry load an engine, whose loaders the build of the page cuts off', () => {
    const files = (registry: string, asked: string) => ({
      'src/main.tsx': "import { App } from './app/App.tsx'\nApp",
      'src/app/App.tsx': "import { open } from '../store/open.ts'\nopen",
      'src/store/open.ts': `import { engines } from '../engines/registry.ts'\nexport const open = engines${asked}`,
      'src/engines/registry.ts': registry,
      'src/engines/queue/index.ts': 'export const queue = 1',
    })
    const lazily = "export const engines = () => import('./queue/index.ts')"
    expect(messages(files(lazily, ''))).toEqual([])
    const atOnce = "import { queue } from './queue/index.ts'\nexport const engines = [queue]"
    expect(messages(files(atOnce, '')).join()).toContain('puts src/engines/queue/index.ts on the main thread')
    const around = "\nimport('../engines/queue/index.ts')"
    expect(messages(files(lazily, around)).join()).toContain('puts src/engines/queue/index.ts on the main thread')
  })

  it('does not follow the start of a worker, which is a program of its own', () => {
    expect(
      messages({
        'src/main.tsx': "import { App } from './app/App.tsx'\nApp",
        'src/app/App.tsx': "import { useRun } from '../store/run.ts'\nuseRun",
        'src/store/run.ts': "import { client } from '../worker/client.ts'\nexport const useRun = client",
        'src/worker/client.ts': "export const client = new Worker(new URL('./entry.ts', import.meta.url))",
        'src/worker/entry.ts': "import { lab } from '../run/lab.ts'\nlab",
        'src/run/lab.ts': "import * as z from 'zod'\nexport const lab = z",
      }),
    ).toEqual([])
  })

  it('takes d3 whole, and no package it does not know', () => {
    expect(messages({ 'src/charts/a.ts': "import { scaleLinear } from 'd3'\nscaleLinear" })).toEqual([])
    expect(messages({ 'src/charts/a.ts': "import { scaleLinear } from 'd3-scale'\nscaleLinear" })[0]).toContain(
      'd3-scale',
    )
  })

  it('says that a file has no room, and that an import has no file', () => {
    expect(messages({ 'src/misc/a.ts': 'export const a = 1' })).toEqual([
      'src/misc/a.ts belongs to no room of arrows.allow.ts',
    ])
    expect(messages({ 'src/store/a.ts': "import './gone.ts'" })[0]).toContain('is no file of src')
  })

  it('forgives an arrow in debt, and says when the debt is paid', () => {
    const files = { 'src/charts/a.ts': "import { b } from '../store/b.ts'\nb", 'src/store/b.ts': 'export const b = 1' }
    const owed = { file: 'src/charts/a.ts', imports: 'src/store/b.ts', reason: 'moves next' }
    const paid = { file: 'src/store/b.ts', imports: 'zod', reason: 'gone' }
    expect(checkArrows(new Map(Object.entries(files)), [owed]).violations).toEqual([])
    expect(checkArrows(new Map(Object.entries(files)), [owed, paid]).violations.map((v) => v.message)).toEqual([
      'its debt (zod) is paid: remove the entry',
    ])
  })

  it('knows a room by the longest match', () => {
    expect(roomOf('src/worker/client.ts')).toBe('worker/client')
    expect(roomOf('src/worker/entry.ts')).toBe('worker')
    expect(roomOf('src/engines/serving/kv/blocks.ts')).toBe('engines/serving')
    expect(roomOf('src/kernel/units.ts')).toBe('kernel/units')
  })
})
