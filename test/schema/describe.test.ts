import { describe, expect, it } from 'vitest'
import { serving } from '../../src/engines/serving/index.ts'
import { servingSetup } from '../../src/engines/serving/set-up/schema.ts'
import type { Field } from '../../src/kernel/description.ts'

const description = serving.describe()

/** Fields of every depth, those of every algorithm included. */
const walk = (fields: readonly Field[]): Field[] =>
  fields.flatMap((field) => [
    field,
    ...(field.kind === 'choice' ? field.options.flatMap((option) => walk(option.fields)) : []),
  ])
const fields = description.groups.flatMap((group) => walk(group.fields))

describe('the description', () => {
  it('has every part of the set-up, each in one group', () => {
    const roots = description.groups.flatMap((group) => group.fields.map(({ path }) => path.split('.')[0]))
    expect([...new Set(roots)].sort()).toEqual(Object.keys(servingSetup.shape).sort())
    const byRoot = description.groups.map((group) => new Set(group.fields.map(({ path }) => path.split('.')[0])))
    expect(byRoot.reduce((sum, { size }) => sum + size, 0)).toBe(new Set(roots).size)
  })

  it('is plain data: it survives the way to the page', () => {
    expect(structuredClone(description)).toEqual(description)
    expect(JSON.parse(JSON.stringify(description))).toEqual(description)
  })

  it('has the defaults of the schema', () => {
    const { setup } = serving.complete({})
    for (const field of description.groups.flatMap((group) => group.fields)) {
      const value = field.path.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], setup)
      if (field.kind === 'choice') expect(value, field.path).toMatchObject({ id: field.default })
      else expect(value, field.path).toBe(field.default)
    }
  })
})

describe('every knob', () => {
  it('has a label and a sentence of help', () => {
    expect(fields.length).toBeGreaterThan(60)
    for (const { path, label, help } of fields) {
      expect(label.length, path).toBeGreaterThan(1)
      expect(help, path).toMatch(/^[\p{Lu}\d‘'…].{8,}[.)]$/u)
    }
  })

  it('has a finite range that contains its default, and a slider inside it', () => {
    for (const field of fields) {
      if (field.kind !== 'number') continue
      const { path, min, max, sliderMin, sliderMax } = field
      expect(Number.isFinite(min) && Number.isFinite(max), path).toBe(true)
      expect(min, path).toBeLessThan(max)
      expect(field.default, path).toBeGreaterThanOrEqual(min)
      expect(field.default, path).toBeLessThanOrEqual(max)
      expect(sliderMin, path).toBeGreaterThanOrEqual(min)
      expect(sliderMax, path).toBeLessThanOrEqual(max)
      expect(sliderMin, path).toBeLessThan(sliderMax)
      if (field.integer) expect(Number.isInteger(field.default), path).toBe(true)
      if (field.scale === 'log') expect(sliderMin, path).toBeGreaterThan(0)
    }
  })

  it('that is a choice offers its default', () => {
    for (const field of fields) {
      if (field.kind === 'choice') expect(field.options.map(({ id }) => id)).toContain(field.default)
      if (field.kind === 'select') expect(field.options.map(({ value }) => value)).toContain(field.default)
    }
  })

  it('takes both ends of its range, and nothing beyond', () => {
    const plain = description.groups.flatMap((group) => group.fields)
    for (const field of plain) {
      if (field.kind !== 'number') continue
      const at = (value: number) =>
        serving.complete(field.path.split('.').reduceRight<unknown>((node, key) => ({ [key]: node }), value)).problems
      expect(at(field.min), field.path).toEqual([])
      expect(at(field.max), field.path).toEqual([])
      expect(at(field.min - 1).map(({ path }) => path)).toEqual([`setup.${field.path}`])
      expect(at(field.max + 1).map(({ path }) => path)).toEqual([`setup.${field.path}`])
    }
  })

  it('labels the algorithms that see what no server knows', () => {
    const scheduler = fields.find(({ path }) => path === 'scheduler')
    const options = scheduler?.kind === 'choice' ? scheduler.options : []
    expect(options.filter(({ sees }) => sees).map(({ id }) => id)).toEqual(['shortest-output-first'])
  })
})
