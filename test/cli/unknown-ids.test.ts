/** An id that nobody knows is an error of every command, and names the known ones: nothing falls back to the first of them. */
import { describe, expect, it } from 'vitest'
import { commands } from '../../src/cli/commands.ts'
import { unknownId } from '../../src/kernel/unknown-id.ts'
import { cli } from './in-process.ts'

const all = await Promise.all(Object.values(commands).map((load) => load()))
const having = (option: string) => all.filter(({ parse }) => option in parse).map(({ name }) => name)
/** What must stand before the experiment. */
const before: Readonly<Record<string, readonly string[]>> = { record: ['acceptance'] }
const words = (name: string): readonly string[] => [name, ...(before[name] ?? [])]

describe('every command that takes an experiment', () => {
  it.each(having('engine'))('%s refuses an unknown engine as an option, and names the nearest first', async (name) => {
    const { code, stdout, stderr } = await cli([...words(name), '--engine', 'tokns'])
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: 'tokenscope: There is no engine “tokns”. Did you mean tokens? Known: tokens, serving, index-locality.\n',
    })
  })

  it.each(having('set'))('%s refuses a link of an unknown engine, and an unknown choice', async (name) => {
    const linked = await cli([...words(name), '#/lab?v=2&engine=nope&rate=3'])
    expect(linked).toMatchObject({ code: 1, stdout: '' })
    expect(linked.stderr).toBe('tokenscope: There is no engine “nope”. Known: serving, tokens, index-locality.\n')
    const chosen = await cli([...words(name), '--engine', 'serving', '--set', 'scheduler=fcsf'])
    expect(chosen).toMatchObject({ code: 1, stdout: '' })
    expect(chosen.stderr).toMatch(/scheduler cannot be “fcsf”.*Did you mean fcfs\?.*chunked-prefill/)
  })

  it('are those that run, sweep, record, place, explain and link', () => {
    expect(having('set').toSorted()).toEqual(['explain', 'link', 'place', 'record', 'run', 'sweep'])
    expect(having('engine').toSorted()).toEqual(['describe', ...having('set').toSorted()])
  })
})

describe('other ids', () => {
  it.each([
    [
      ['sweep', '--set', 'workload.requests=5', '--axis', 'workload.rate=9', '--metric', 'ttft.p98'],
      'There is no metric “ttft.p98”. Did you mean ttft.p90',
    ],
    [['reproduce', 'llumnx'], 'There is no paper “llumnx”. Did you mean llumnix? Known: llumnix, '],
    [['record', 'gate'], 'There is no kind “gate”. Did you mean gates? Known: gates, acceptance, '],
    [['tokens', 'modls'], 'There is no report “modls”. Did you mean models? Known: models, '],
    [['explain', '--set', 'workload.requests=5', '--arm', 'z'], 'There is no arm “z”. Known: a.'],
  ])('are refused: %j', async (args, message) => {
    const { code, stdout, stderr } = await cli(args)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toContain(message)
  })

  it('name at most two dozen known ones', () => {
    const known = Array.from({ length: 30 }, (_, i) => `id-${i}`)
    const { remedy } = unknownId({ what: 'thing', id: 'no such', known })
    expect(remedy.match(/id-/g)?.length).toBe(24)
    expect(remedy).toMatch(/and 6 more\.$/)
    expect(unknownId({ what: 'thing', id: 'x', known: [] }).remedy).toBe('There are none.')
  })

  it('an engine that the experiment is not of is refused as well', async () => {
    const { code, stderr } = await cli(['link', '#/lab?v=2', '--engine', 'tokens'])
    expect(code).toBe(1)
    expect(stderr).toContain('--engine is tokens, and the experiment is one of the serving engine.')
  })
})
