import { describe, expect, it } from 'vitest'
import { madeUpChoices } from '../../../../laws/supplies.ts'
import { gateOf, sum } from './gate-lab.ts'

const shape = { experts: 8, active: 2, layers: 2, requests: 64 }
const expertsOf = (load: readonly number[]): number[] => load.flatMap((count, expert) => (count > 0 ? [expert] : []))

describe.each(['computed', 'recorded'])('a gate that follows %s choices', (id) => {
  it('sends the tokens of a request along the text, from one place of it on, layer by layer', () => {
    const gate = gateOf(id, {}, shape)
    const [first] = expertsOf(gate.iteration([[5, 0, 1]]).loads[0])
    // made up: token t goes to t and t + 1 in layer 0, so neighbours share an expert
    for (let position = 1; position < 20; position++) {
      const [layer0, layer1] = gate.iteration([[5, position, 1]]).loads
      expect(layer0[(first + position) % 8] + layer0[(first + position + 1) % 8]).toBeGreaterThan(0)
      expect(sum(layer1)).toBe(2)
    }
  })

  it('gives a token the same experts whenever and with whomever it is computed', () => {
    const alone = gateOf(id, {}, shape).iteration([[3, 17, 4]]).loads
    const gate = gateOf(id, {}, shape)
    gate.iteration([[9, 0, 30]])
    const rest = gate.iteration([[9, 30, 5]]).loads
    const together = gate.iteration([
      [3, 17, 4],
      [9, 30, 5],
    ]).loads
    expect(together).toEqual(alone.map((layer, l) => layer.map((count, e) => count + rest[l][e])))
  })

  it('has requests read from places of their own', () => {
    const gate = gateOf(id, {}, shape)
    const seen = new Set(Array.from({ length: 40 }, (_, request) => `${gate.iteration([[request, 0, 1]]).loads[0]}`))
    expect(seen.size).toBeGreaterThan(4)
  })

  it('begins the text anew behind its end, and uses its layers again where more are drawn', () => {
    const gate = gateOf(id, {}, { ...shape, layers: 4, trace: madeUpChoices(8, 2) })
    const [a, b, c, d] = gate.iteration([[1, 0, 1]]).loads
    expect([c, d]).toEqual([a, b])
    expect(gate.iteration([[1, 50, 1]]).loads).toEqual([a, b, c, d])
  })
})
