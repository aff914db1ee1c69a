import { describe, expect, it } from 'vitest'
import { models } from '../../../../../src/catalog/models.ts'
import { customAccelerator } from '../../../../../src/engines/serving/roles/accelerator/custom.ts'
import { acceleratorDefinitions } from '../../../../../src/engines/serving/roles/accelerator/index.ts'
import { customModel, modelKnobs } from '../../../../../src/engines/serving/roles/model/custom.ts'
import { modelDefinitions } from '../../../../../src/engines/serving/roles/model/index.ts'

describe('the choice of a model', () => {
  it.each(models)('$id survives the way through the custom knobs', (model) => {
    const knobs = customModel.knobs.parse(modelKnobs(model))
    const again = customModel.create(knobs, null)
    expect({ ...again, id: model.id, title: model.title, source: model.source }).toEqual(model)
  })

  it('refuses figures that contradict each other, at the field to blame', () => {
    const wrong = customModel.knobs.safeParse({ experts: 4, activeExperts: 8, expertDim: 100 })
    expect(wrong.error?.issues.map(({ path }) => path.join('.'))).toEqual(['activeExperts'])
    expect(customModel.knobs.safeParse({ experts: 4 }).error?.issues[0].path).toEqual(['expertDim'])
    expect(customModel.knobs.safeParse({ heads: 4, kvHeads: 8 }).error?.issues[0].path).toEqual(['kvHeads'])
  })
})

describe('the choices of hardware and model', () => {
  it('have unique ids, help, and a definition that works without knobs', () => {
    for (const registry of [modelDefinitions, acceleratorDefinitions]) {
      expect(new Set(registry.map(({ id }) => id)).size).toBe(registry.length)
      for (const { help, knobs, create } of registry) {
        expect(help).toMatch(/\.$/)
        expect(create(knobs.parse({}) as never, null)).toHaveProperty('source')
      }
    }
  })

  it('take a custom accelerator in data-sheet units and leave out rates of 0', () => {
    const knobs = customAccelerator.knobs.parse({ memoryGB: 24, bandwidthGBs: 1000, bf16Tflops: 100, fp8Tflops: 0 })
    const { memory, memoryBandwidth, flops } = customAccelerator.create(knobs, null)
    expect({ memory, memoryBandwidth, flops }).toEqual({
      memory: 24e9,
      memoryBandwidth: 1e12,
      flops: { bf16: 1e14, int8: 1979e12 },
    })
  })
})
