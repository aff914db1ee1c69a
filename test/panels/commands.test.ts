/** The box that finds: every word counts, the beginning of a title most. */
import { describe, expect, it } from 'vitest'
import { engineIds, manifestOf } from '../../src/engines/registry.ts'
import { actions, offeredBy } from '../../src/panels/commands/actions.ts'
import { type Command, matching } from '../../src/panels/commands/command.ts'
import { moved, ordered } from '../../src/panels/timelines/arrangement.ts'
import { timelines } from '../../src/panels/timelines/registry.ts'
import { lookedAt, placeOf } from '../../src/store/place.ts'
import { createViewStore } from '../../src/store/view.ts'

const command = (title: string, group = 'Do', also = ''): Command => ({
  id: title,
  title,
  group,
  also,
  run: () => undefined,
})
const titles = (found: readonly Command[]) => found.map(({ title }) => title)

describe('what is found', () => {
  const all = [
    command('Token budget', 'Scheduler'),
    command('Go to the first preemption', 'Find'),
    command('Preemptions', 'Figure', 'Times a running request lost its blocks.'),
    command('First token', 'Figure'),
  ]

  it('has every word of the query somewhere', () => {
    expect(titles(matching(all, 'preem'))).toEqual(['Preemptions', 'Go to the first preemption'])
    expect(titles(matching(all, 'first preem'))).toEqual(['Go to the first preemption'])
    expect(titles(matching(all, 'lost blocks'))).toEqual(['Preemptions'])
    expect(matching(all, 'nothing like it')).toEqual([])
  })

  it('comes best first: titles that begin with the query, then those with such words', () => {
    expect(titles(matching(all, 'token'))).toEqual(['Token budget', 'First token'])
    expect(titles(matching(all, 'FIRST'))).toEqual(['First token', 'Go to the first preemption'])
  })

  it('is everything while nothing is asked', () => {
    expect(matching(all, ' ')).toEqual(all)
  })

  it('has an id of its own for every action', () => {
    for (const engine of engineIds) {
      const all = [...actions, ...offeredBy(manifestOf(engine))]
      expect(new Set(all.map(({ id }) => id)).size, engine).toBe(all.length)
    }
  })
})

describe('the order of timelines', () => {
  const ids = timelines.map(({ id }) => id)

  it('is what was moved, then the rest', () => {
    expect(ordered(timelines, ['kv', 'unknown']).map(({ id }) => id)).toEqual([
      'kv',
      ...ids.filter((id) => id !== 'kv'),
    ])
  })

  it('changes with a neighbour in sight, over hidden ones, and not at the ends', () => {
    const shown = ids.filter((id) => id !== ids[1])
    expect(moved(timelines, [], shown, ids[0], 1)?.indexOf(ids[0])).toBe(2)
    expect(moved(timelines, [], shown, ids[0], -1)).toBeNull()
    expect(moved(timelines, [], shown, ids[1], 1)).toBeNull()
  })
})

describe('a place to look at', () => {
  it('comes back as it was: range, moment, pins, hidden ones, order, overlaid ones, view', () => {
    const view = createViewStore()
    view.getState().show([1.23456, 5])
    view.getState().goTo(2.5)
    view.getState().pin('kv')
    view.getState().hide('ttft')
    view.getState().arrange(['kv', 'requests'])
    view.getState().overlay('itl')
    view.getState().openStage('moment')
    const place = placeOf(view.getState())
    expect(place).toEqual({
      at: 2.5,
      t0: 1.235,
      t1: 5,
      pins: 'kv',
      hidden: 'ttft',
      order: 'kv,requests',
      overlay: 'itl',
      stage: 'moment',
    })
    const other = createViewStore()
    other.setState(lookedAt(place))
    expect(placeOf(other.getState())).toEqual(place)
  })

  it('says nothing of what is as on a fresh page', () => {
    expect(placeOf(createViewStore().getState())).toEqual({ at: 0 })
    expect(lookedAt({})).toEqual({})
  })
})
