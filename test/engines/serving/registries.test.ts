/** What every definition of every role must have, whoever adds it. A new role is a line in the table of roles. */

import { describe, expect, it } from 'vitest'
import type * as z from 'zod'
import { links } from '../../../src/catalog/links.ts'
import { serving } from '../../../src/engines/serving/index.ts'
import { acceptanceProcesses } from '../../../src/engines/serving/roles/decoder/acceptance/index.ts'
import { denoisings } from '../../../src/engines/serving/roles/decoder/denoising/index.ts'
import { lengthRole, roles } from '../../../src/engines/serving/roles/roles.ts'
import { Lab } from './lab.ts'

interface Defined {
  readonly id: string
  readonly title: string
  readonly help: string
  readonly knobs: z.ZodType
}

/** Path of the choice in the set-up, the role that definitions name, and the registry: the table of roles, and what is chosen below one. */
const registries: readonly (readonly [path: string, role: string | null, registry: readonly Defined[]])[] = [
  ...Object.entries(roles).map(([key, { definitions }]) => [key, key, definitions] as const),
  ['lengths.prompt', 'length', lengthRole.definitions],
  ['lengths.output', 'length', lengthRole.definitions],
  ['decoder.knobs.process', null, acceptanceProcesses],
  ['decoder.knobs.steps', null, denoisings],
]

describe.each(registries)('the registry behind %s', (_path, role, registry) => {
  it('has ids that are unique and can stand in a link', () => {
    const ids = registry.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    // letters, digits, hyphens and the dots of version numbers: nothing a link must escape
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+([.-][a-z0-9]+)*$/)
  })

  it('has a title and a sentence of help each', () => {
    for (const { id, title, help } of registry) {
      expect(title.length, id).toBeGreaterThan(1)
      expect(help, id).toMatch(/^[A-Z0-9‘“].{10,}[.)]$/u)
    }
  })

  it('has knobs whose defaults are valid, and are stable when completed again', () => {
    for (const { id, knobs } of registry) {
      const once = knobs.safeParse({})
      expect(once.success, id).toBe(true)
      expect(knobs.safeParse(once.data).data, id).toEqual(once.data)
    }
  })

  it('has definitions of its own role, or of none where it is part of another', () => {
    const roles = registry.map((definition) => (definition as { role?: string }).role ?? null)
    expect(roles).toEqual(registry.map(() => role))
  })
})

describe('the registry of links', () => {
  it('has unique ids', () => {
    expect(new Set(links.map(({ id }) => id)).size).toBe(links.length)
  })
})

/** `{ decoder: { id: 'speculative', knobs: { process: node } } }` from a path and a node. */
function setupWith(path: string, node: unknown): Record<string, unknown> {
  if (path === 'decoder.knobs.process') return { decoder: { id: 'speculative', knobs: { process: node } } }
  if (path === 'decoder.knobs.steps') return { decoder: { id: 'diffusion', knobs: { steps: node } } }
  const [key, inner] = path.split('.')
  return { [key]: inner ? { [inner]: node } : node }
}

describe('every definition', () => {
  const script = [
    { prompt: 40, output: 6 },
    { at: 0.5, prompt: 90, output: 3, class: 1 },
    { at: 2, prompt: 40, output: 9 },
  ]

  for (const [path, , registry] of registries) {
    if (['accelerator', 'model'].includes(path)) continue // below, on hardware of their own
    it.each(registry.map(({ id }) => id))(`${path}=%s runs to the end`, (id) => {
      const isWorkload = path === 'workload' && id !== 'trace'
      const synthetic = isWorkload || path.startsWith('lengths')
      const lab = new Lab(script, {
        setup: {
          ...(synthetic ? { workload: { id: 'poisson', knobs: { requests: 8 } } } : {}),
          ...(path === 'gate'
            ? { model: { id: 'custom', knobs: { experts: 8, activeExperts: 2, expertDim: 16 } } }
            : {}),
          ...(isWorkload ? { horizon: { duration: 30 } } : {}),
          kv: { capacityTokens: 40_960 },
          // nobody is turned away for being late
          classes: { interactive: { ttft: 3600 }, batch: { ttft: 3600 } },
          ...setupWith(path, { id, knobs: {} }),
        },
      }).run()
      const { requests, ending, tokensEmitted } = lab.report
      expect(tokensEmitted).toBeGreaterThan(0)
      if (isWorkload) return expect(requests.arrived).toBeGreaterThan(0)
      expect(ending).toBe('drained')
      expect(requests.finished + requests.rejected).toBe(requests.arrived)
      return undefined
    })
  }

  it.each(roles.accelerator.definitions.map(({ id }) => id))('accelerator=%s runs a model that fits', (id) => {
    const lab = new Lab(script, { setup: { accelerator: { id, knobs: {} }, cost: { iterationOverheadUs: 300 } } }).run()
    expect(lab.report.requests.finished).toBe(3)
    expect(lab.report.duration).toBeGreaterThan(2) // the last one arrives at 2 s
  })

  const onAccelerators = (id: string, memoryGB: number, tensor: number) => ({
    model: { id, knobs: {} },
    accelerator: { id: 'custom', knobs: { memoryGB } },
    placement: { id: 'aggregated', knobs: { tensor } },
    workload: { id: 'poisson', knobs: { requests: 4 } },
  })

  it.each(roles.model.definitions.map(({ id }) => id))('model=%s runs on eight large accelerators', (id) => {
    const tree = { ...onAccelerators(id, 1000, 8), cost: {}, kv: { capacityTokens: 0 } }
    expect(serving.complete(tree).problems).toEqual([])
    expect(new Lab([], { setup: tree }).run().report.requests.finished).toBe(4)
  })

  it.each(roles.model.definitions.map(({ id }) => id))('model=%s says why it does not run on a small one', (id) => {
    const { setup, problems } = serving.complete(onAccelerators(id, 1, 1))
    expect(problems).toEqual([])
    const obstacles = serving.check(setup).problems.filter(({ severity }) => severity !== 'notice')
    expect(obstacles.length).toBeGreaterThan(0)
    for (const { message, remedy, path } of obstacles) {
      expect(message).toMatch(/\d/)
      expect(remedy.length).toBeGreaterThan(10)
      expect(path).toMatch(/^setup\./)
    }
  })
})
