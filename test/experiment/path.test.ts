import { describe, expect, it } from 'vitest'
import { checkPath, get, locate, set, stepsOf, take } from '../../src/experiment/path.ts'

const tree = {
  scheduler: { id: 'chunked-prefill', knobs: { tokenBudget: 512 } },
  decoder: { id: 'speculative', knobs: { process: { id: 'uniform', knobs: { alpha: 0.8 } } } },
  kv: { blockTokens: 16 },
}
const choices = { scheduler: { static: { batch: 32 } } }

describe('a path', () => {
  it('leaves out the knobs step of a choice, or says it', () => {
    expect(locate(tree, 'scheduler.tokenBudget')).toEqual(['scheduler', 'knobs', 'tokenBudget'])
    expect(locate(tree, 'scheduler.knobs.tokenBudget')).toEqual(['scheduler', 'knobs', 'tokenBudget'])
    expect(get(tree, 'decoder.process.alpha')).toBe(0.8)
    expect(get(tree, 'decoder.knobs.process.knobs.alpha')).toBe(0.8)
    expect(get(tree, 'scheduler.id')).toBe('chunked-prefill')
    expect(get(tree, 'kv.blockTokens')).toBe(16)
  })
  it('reads nothing that is not there, and nothing inherited', () => {
    expect(get(tree, 'kv.toString')).toBeUndefined()
    expect(get(tree, 'kv.blockTokens.more')).toBeUndefined()
  })
  it('sets a knob and leaves the tree it was given alone', () => {
    const before = structuredClone(tree)
    expect(get(set(tree, 'scheduler.tokenBudget', 64), 'scheduler.knobs.tokenBudget')).toBe(64)
    expect(tree).toEqual(before)
  })
  it('replaces the node when an id is put at a choice, said either way', () => {
    for (const path of ['scheduler', 'scheduler.id']) {
      expect(set(tree, path, 'static').scheduler).toEqual({ id: 'static' })
      expect(set(tree, path, 'static', choices).scheduler).toEqual({ id: 'static', knobs: { batch: 32 } })
      expect(set(tree, path, 'chunked-prefill').scheduler).toEqual(tree.scheduler)
    }
  })
  it('takes a value out', () => {
    expect(take(tree, ['scheduler', 'knobs', 'tokenBudget']).scheduler).toEqual({ id: 'chunked-prefill', knobs: {} })
    expect(take(tree, ['nothing', 'there'])).toBe(tree)
  })
  it('is refused in words where a person mistypes it, and by an error where the program does', () => {
    for (const path of ['', 'a..b', '__proto__.x', 'a.constructor', Array(40).fill('a').join('.')]) {
      expect(checkPath(path)).toMatchObject({ code: 'path-not-usable' })
      expect(() => stepsOf(path)).toThrow()
    }
    expect(checkPath('scheduler.tokenBudget')).toBeNull()
  })
})
