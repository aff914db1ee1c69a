import { describe, expect, it } from 'vitest'
import {
  type AliasTable,
  buildAliasTable,
  COLUMN_UNITS,
} from '../../../../../src/engines/serving/roles/gate/alias-table.ts'
import { ExpertPicker } from '../../../../../src/engines/serving/roles/gate/expert-picker.ts'
import { inclusionProbabilities } from '../../../../../src/engines/serving/roles/gate/inclusion.ts'
import { mix } from '../../../../../src/kernel/draws.ts'

const weightsOf = (...shares: number[]): Float64Array => {
  const total = shares.reduce((sum, share) => sum + share, 0)
  return Float64Array.from(shares, (share) => share / total)
}
const zipf = (experts: number, skew: number) =>
  weightsOf(...Array.from({ length: experts }, (_, i) => (i + 1) ** -skew))

/** The plain form: draw by the table, with the branch, until `active` different ones have come. */
function plainPick({ columns }: AliasTable, active: number, seed: number): number[] {
  const picked: number[] = []
  const experts = columns.length / 2
  for (let draw = 1; picked.length < active; draw++) {
    const x = ((mix(seed + Math.imul(draw, 0x9e3779b9)) >>> 0) * experts) / 2 ** 32
    const column = Math.floor(x)
    const isOwn = Math.floor((x - column) * COLUMN_UNITS) < columns[2 * column]
    const expert = isOwn ? column : columns[2 * column + 1]
    if (!picked.includes(expert)) picked.push(expert)
  }
  return picked
}

describe('the alias table', () => {
  it.each([[weightsOf(1, 1, 1, 1)], [weightsOf(5, 1)], [weightsOf(1, 2, 3, 4, 5, 6, 7)], [zipf(256, 2)]])(
    'gives every item its weight, column by column',
    (weights) => {
      const { columns } = buildAliasTable(weights)
      // the share of column i below its cut belongs to i, the rest to its alias
      const shares = new Array<number>(weights.length).fill(0)
      for (let i = 0; i < weights.length; i++) {
        const own = columns[2 * i] / COLUMN_UNITS
        shares[i] += own / weights.length
        shares[columns[2 * i + 1]] += (1 - own) / weights.length
      }
      // units are 2^−30, so a share is off by at most 2^−31 for each of its columns
      shares.forEach((share, i) => {
        expect(Math.abs(share - weights[i])).toBeLessThan(1e-9)
      })
    },
  )
})

describe('the expert picker', () => {
  it.each([
    [256, 8, 0.6],
    [160, 6, 1],
    [8, 2, 0],
  ])('picks what drawing until all differ picks: %i experts, %i active, Zipf %f', (experts, active, skew) => {
    const table = buildAliasTable(zipf(experts, skew))
    const picker = new ExpertPicker(experts, active)
    for (let seed = 0; seed < 2000; seed++) {
      picker.pick(table, mix(seed) >>> 0)
      expect([...picker.picked]).toEqual(plainPick(table, active, mix(seed)))
    }
  })

  it.each([
    [8, 2, 0.6],
    [6, 5, 2],
    [4, 3, 2],
  ])('picks %i experts, %i active, Zipf %f, as often as their inclusion probability', (experts, active, skew) => {
    // the second and third of these need the walk over what is left: the last expert has 2 to 4 % of the weight
    const weights = zipf(experts, skew)
    const table = buildAliasTable(weights)
    const picker = new ExpertPicker(experts, active)
    const counts = new Array<number>(experts).fill(0)
    const tokens = 100_000
    let repeats = 0
    for (let token = 0; token < tokens; token++) {
      picker.pick(table, mix(token))
      if (new Set(picker.picked).size < active) repeats++
      for (const expert of picker.picked) counts[expert]++
    }
    expect(repeats).toBe(0)
    // four standard errors of a share: 4 × 0.5 / √100,000 = 0.0063
    inclusionProbabilities(weights, active).forEach((π, e) => {
      expect(Math.abs(counts[e] / tokens - π)).toBeLessThan(0.0063)
    })
  })

  it('takes all experts where all are active', () => {
    const picker = new ExpertPicker(4, 4)
    picker.pick(buildAliasTable(zipf(4, 2)), 99)
    expect([...picker.picked].sort()).toEqual([0, 1, 2, 3])
  })
})
