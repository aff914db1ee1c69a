import { describe, expect, it } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import type { Experiment } from '../../src/experiment/document.ts'
import { emptyHistory, type History, MOST_STEPS, record, redo, undo } from '../../src/experiment/history.ts'

const titled = (title: string): Experiment => ({ ...defaultExperiment(), title })

/** Documents one after the other, each with the gesture that made it. */
function afterSteps(steps: readonly (readonly [string, string?])[]): { history: History; document: Experiment } {
  let document = titled('')
  let history = emptyHistory
  for (const [title, gesture] of steps) {
    history = record(history, document, gesture)
    document = titled(title)
  }
  return { history, document }
}

describe('undo and redo', () => {
  it('walks back step by step and forward again', () => {
    const { history, document } = afterSteps([['one'], ['two']])
    const once = undo(history, document)
    expect(once?.document.title).toBe('one')
    const twice = once && undo(once.history, once.document)
    expect(twice?.document.title).toBe('')
    expect(twice && undo(twice.history, twice.document)).toBeNull()
    const again = twice && redo(twice.history, twice.document)
    expect(again?.document.title).toBe('one')
    const last = again && redo(again.history, again.document)
    expect(last?.document.title).toBe('two')
    expect(last && redo(last.history, last.document)).toBeNull()
  })
  it('takes a whole drag back at once, and another drag separately', () => {
    const { history, document } = afterSteps([
      ['a', 'drag 1'],
      ['b', 'drag 1'],
      ['c', 'drag 2'],
      ['d', 'drag 2'],
    ])
    const once = undo(history, document)
    expect(once?.document.title).toBe('b')
    expect(once && undo(once.history, once.document)?.document.title).toBe('')
  })
  it('forgets what was undone when something else is edited, even by the same gesture', () => {
    const { history, document } = afterSteps([
      ['a', 'drag'],
      ['b', 'other'],
    ])
    const back = undo(history, document)
    if (!back) throw new Error('nothing to undo')
    const edited = record(back.history, back.document, 'drag')
    expect(redo(edited, titled('new'))).toBeNull()
    expect(undo(edited, titled('new'))?.document.title).toBe('a')
  })
  it(`keeps ${MOST_STEPS} steps`, () => {
    let { history, document } = afterSteps(Array.from({ length: MOST_STEPS + 20 }, (_, i) => [`${i + 1}`] as const))
    let steps = 0
    for (let moved = undo(history, document); moved; moved = undo(history, document)) {
      ;({ history, document } = moved)
      steps++
    }
    // 120 edits were made; the oldest 20 are gone, so the walk ends at title “20”.
    expect([steps, document.title]).toEqual([MOST_STEPS, '20'])
  })
  it('leaves the view where it is, and moving the view is no step', () => {
    const { history, document } = afterSteps([['one']])
    const looking: Experiment = { ...document, view: { t0: 3 } }
    const moved = undo(record(history, document), looking)
    expect(moved?.document).toEqual({ ...titled(''), view: { t0: 3 } })
  })
})
