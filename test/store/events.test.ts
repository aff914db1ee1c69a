/** An event belongs to the arm on the form, as a knob does. */
import { expect, it } from 'vitest'
import { defaultExperiment } from '../../src/experiment/defaults.ts'
import { addArm } from '../../src/store/arms.ts'
import { createDocumentStore } from '../../src/store/document.ts'
import { addEvent, eventsIn } from '../../src/store/events.ts'

const kill = { kind: 'kill', details: { instance: 0 } }
const store = () => createDocumentStore({ document: defaultExperiment(), problems: [] })

it('happens in the selected arm alone, whichever that is', () => {
  const document = store()
  addArm(document.getState())
  for (const arm of ['a', 'b']) {
    document.getState().selectArm(arm)
    addEvent(document.getState(), 7.129, kill)
  }
  const { document: edited } = document.getState()
  expect(edited.events).toEqual({
    kill: { at: 7.13, kind: 'kill', arm: 'a', instance: 0 },
    kill2: { at: 7.13, kind: 'kill', arm: 'b', instance: 0 },
  })
  expect(eventsIn(edited, 'b').map(({ name }) => name)).toEqual(['kill2'])
  document.getState().undo()
  expect(Object.keys(document.getState().document.events ?? {})).toEqual(['kill'])
})

it('names no arm as long as there is one: a copy made later has it too, and both list it', () => {
  const document = store()
  addEvent(document.getState(), 3, kill)
  addArm(document.getState())
  const { document: edited } = document.getState()
  expect(edited.events).toEqual({ kill: { at: 3, kind: 'kill', instance: 0 } })
  expect(['a', 'b'].map((arm) => eventsIn(edited, arm).length)).toEqual([1, 1])
})
