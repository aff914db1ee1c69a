/**
 * Random small documents (documents.ts) in which things go wrong: instances die, come back and slow down, in one arm or in all, on
 * pipelines, lanes, handovers and fleets, under time limits and impatience. Most runs have requests that never end.
 */
import fc from 'fast-check'
import type { Experiment } from '../../src/experiment/document.ts'
import { edit } from '../../src/experiment/edit.ts'
import { smallDocument } from './documents.ts'

const some = fc.constantFrom(1, 2, 3)

/** Layouts in which iterations overlap, KV moves, or instances change what they do; null leaves the document its own. */
const layout = fc.oneof(
  { weight: 2, arbitrary: fc.constant(null) },
  {
    weight: 2,
    arbitrary: fc.record({
      id: fc.constant('aggregated'),
      knobs: fc.record({ instances: some, pipeline: fc.constantFrom(1, 2, 4), data: fc.constantFrom(1, 1, 2) }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      id: fc.constant('partitioned'),
      knobs: fc.record({ instances: some, control: fc.constantFrom('fixed', 'by limits') }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      id: fc.constant('disaggregated'),
      knobs: fc.record({
        prefillInstances: fc.constantFrom(1, 2),
        decodeInstances: fc.constantFrom(1, 2),
        prefillPipeline: fc.constantFrom(1, 2),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      { id: 'elastic', knobs: { instances: 3, interval: 1, loadTime: 0.3, up: 4, down: 8 } },
      { id: 'grouped', knobs: { interactivePrefill: 2, interactiveDecode: 2, adjustEvery: 1, loadTime: 0.3 } },
    ),
  },
)

const moment = fc.oneof(
  fc.integer({ min: 0, max: 300 }).map((hundredth) => hundredth / 100),
  fc.constantFrom(0, 0.5, 1),
)
const instance = fc.integer({ min: 0, max: 3 })
const mishap = fc.oneof(
  { weight: 3, arbitrary: fc.record({ at: moment, kind: fc.constant('kill'), instance }) },
  { weight: 2, arbitrary: fc.record({ at: moment, kind: fc.constant('restore'), instance }) },
  {
    weight: 1,
    arbitrary: fc.record({ at: moment, kind: fc.constant('slow'), instance, factor: fc.constantFrom(0.3, 4, 30) }),
  },
)

export const eventfulDocument: fc.Arbitrary<Experiment> = fc
  .record({
    document: smallDocument,
    layout,
    duration: fc.constantFrom(0, 0, 0, 0.4, 1.5),
    router: fc.constantFrom(null, null, 'live-migration', 'on-demand', 'least-kv'),
    // Of which arm an event is: of all, or of one alone, which is a fork.
    mishaps: fc.array(fc.tuple(mishap, fc.constantFrom(-1, -1, 0, 1)), { maxLength: 4 }),
  })
  .map(({ document, layout: placement, duration, router, mishaps }) => {
    let changed = document
    if (placement !== null) changed = edit(changed, 'setup.placement', placement)
    if (duration > 0) changed = edit(changed, 'setup.horizon.duration', duration)
    if (router !== null) changed = edit(changed, 'setup.router.id', router)
    const arms = Object.keys(changed.arms)
    for (const [i, [event, arm]] of mishaps.entries()) {
      changed = edit(changed, `events.m${i}`, arm in arms ? { ...event, arm: arms[arm] } : event)
    }
    return changed
  })
