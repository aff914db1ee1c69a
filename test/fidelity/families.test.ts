import { describe, expect, it } from 'vitest'
import { findFit, shippedFits } from '../../src/catalog/kernel-fits.ts'
import { deviceNamed } from '../../src/fidelity/devices.ts'
import { errorStatistics } from '../../src/fidelity/errors.ts'
import { families } from '../../src/fidelity/families/index.ts'
import { modelNamed } from '../../src/fidelity/model-named.ts'
import { predictFile } from '../../src/fidelity/predict-file.ts'
import { madeUpFiles } from './made-up-files.ts'

describe('families of operators', () => {
  it.each(families.map((family) => [family.id, family] as const))(
    '%s: reads its made-up file and foretells every row',
    (id) => {
      const [device, model] = [deviceNamed('rtx-4090'), modelNamed('llama-3.1-8b')]
      if (device === null || model === null) throw new Error('not in the catalogue')
      const predicted = predictFile(`${id}.csv`, madeUpFiles[id], { device, model })
      if (!predicted.ok) throw new Error(predicted.problems[0].message)
      const { family, rows, errors } = predicted.value
      expect(family.id).toBe(id)
      expect(rows.every((row) => row !== null && row.predicted > 0 && Number.isFinite(row.predicted))).toBe(true)
      expect(errors.rows).toBe(rows.length)
    },
  )

  it('have shipped fits that carry rows, error on them and error on rows kept apart', () => {
    for (const [device, byFamily] of Object.entries(shippedFits))
      for (const [family, kinds] of Object.entries(byFamily))
        for (const [kind, { values, fitted, heldOut }] of Object.entries(kinds)) {
          const name = `${device} ${family} ${kind}`
          expect(Object.values(values).every(Number.isFinite), name).toBe(true)
          expect(fitted.rows > 0 && heldOut.rows > 0, name).toBe(true)
          // what was fitted is not much better than what was kept apart: no parameter learnt its rows by heart
          expect(heldOut.median, name).toBeLessThan(2 * fitted.median + 0.05)
        }
  })

  it('stand in for a device without fits of its own, nearest first', () => {
    expect(findFit('h200-sxm', 'gemm', 'fp8')).toMatchObject({ device: 'h100-sxm', kind: 'fp8' })
    expect(findFit('my-gpu', 'gemm', 'bf16')).toMatchObject({ device: 'h100-sxm' })
    expect(findFit('a100-80gb-sxm', 'gemm', 'fp8')).toMatchObject({ device: 'a100-80gb-sxm', kind: 'bf16' })
  })
})

describe('a file of measurements', () => {
  const gemm = madeUpFiles.gemm
  const problemOf = (text: string, options = {}) => {
    const predicted = predictFile('file.csv', text, options)
    return predicted.ok ? null : predicted.problems[0].message
  }

  it.each([
    ['empty', '', /empty/],
    ['of another kind', 'a,b\n1,2\n', /none of the known formats: its columns are a, b/],
    ['a header alone', `${gemm.split('\n')[0]}\n`, /recognised as GEMM and has a header but no rows/],
    ['without usable rows', gemm.replace(/^a100.*$/gm, 'a100_sxm,vllm,bfloat16,x,1,1,1'), /line 2: m is “x”/],
    [
      'of unknown devices',
      gemm.replaceAll('a100_sxm', 'abacus'),
      /the device “abacus” is unknown \(known: a100-80gb-sxm/,
    ],
  ])('%s is refused in one clear line', (_what, text, words) => {
    expect(problemOf(text)).toMatch(words)
  })

  it('mixed with bad rows is read without them, and they are counted with their first line', () => {
    const predicted = predictFile('file.csv', `${gemm}a100_sxm,vllm,bfloat16,0,64,64,0.1\n`)
    if (!predicted.ok) throw new Error(predicted.problems[0].message)
    expect(predicted.value.notes[0]).toMatch(/^1 left out, the first in line 4: m is “0”/)
    expect(predicted.value.rows.at(-1)).toBeNull()
  })

  it('says where a fit of another device stands in', () => {
    const predicted = predictFile('file.csv', gemm.replaceAll('a100_sxm', 'h200_sxm'))
    expect(predicted.ok && predicted.value.notes).toEqual(['extrapolated: h200-sxm bf16 by the fit of h100-sxm bf16'])
  })
})

describe('names', () => {
  it.each([
    ['a100_sxm', 'a100-80gb-sxm'],
    ['h100_dgx', 'h100-sxm'],
    ['H200', 'h200-sxm'],
    ['NVIDIA GeForce RTX 4090', 'rtx-4090'],
    ['H20', 'h20'],
    ['abacus', undefined],
  ])('of an accelerator: %s', (name, id) => {
    expect(deviceNamed(name)?.id).toBe(id)
  })

  it.each([
    ['meta-llama/Llama-3.1-8B-Instruct', 'llama-3.1-8b'],
    ['Llama-2-70b-hf', 'llama-2-70b'],
    ['DeepSeek-R1', 'deepseek-v3'],
    ['Llama-3.3-70B', 'llama-3.1-70b'],
    ['nobody/knows', undefined],
  ])('of a model: %s', (name, id) => {
    expect(modelNamed(name)?.id).toBe(id)
  })
})

it('errors are fractions of the measured; bias is signed', () => {
  const pairs = [0.9, 1, 1.2].map((predicted) => ({ measured: 1, predicted }))
  const { rows, median, bias, mean } = errorStatistics(pairs)
  expect([rows, bias]).toEqual([3, 0])
  expect(median).toBeCloseTo(0.1)
  expect(mean).toBeCloseTo(0.1)
})
