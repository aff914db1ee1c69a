/**
 * From foreign data to a document that runs: envelope, renamed ids, kinds of values, today's version, smallest setup.
 * Links and files end here both, so a mistake is told in the same words wherever it came from.
 */
import { defaultsOf } from './defaults.ts'
import type { Experiment, ExperimentEvent, Patch } from './document.ts'
import { fitTo } from './fit-to.ts'
import { normalise } from './normalise.ts'
import { isRecord } from './record.ts'
import type { Report } from './report.ts'
import { minimalSetup, wholeSetup } from './setup-of.ts'
import { renamedPath, upgrade, withAliases, withKeyAliases } from './versions.ts'

export function readDocument(source: unknown, report: Report): Experiment {
  const envelope = normalise(source, report)
  const setup = minimalSetup(fitSetup(envelope, envelope.setup, report), defaultsOf(envelope))
  const base = wholeSetup(setup, defaultsOf(envelope))
  const arms = Object.entries(envelope.arms).map(([key, arm]) => [
    key,
    fitPatch(envelope, arm, { base, prefix: `arm.${key}.`, report }),
  ])
  const events = Object.entries(envelope.events ?? {}).map(([key, event]): [string, ExperimentEvent] => {
    const { patch } = event
    if (!isRecord(patch)) return [key, event]
    return [key, { ...event, patch: fitPatch(envelope, patch, { base, prefix: `event.${key}.patch.`, report }) }]
  })
  return upgrade({
    ...envelope,
    setup,
    arms: Object.fromEntries(arms),
    ...(events.length > 0 && { events: Object.fromEntries(events) }),
    ...(envelope.sweep && { sweep: withTodaysPaths(envelope.engine.id, envelope.sweep) }),
  })
}

const withTodaysPaths = (
  engine: string,
  sweep: NonNullable<Experiment['sweep']>,
): NonNullable<Experiment['sweep']> => ({
  ...sweep,
  axes: Object.fromEntries(
    Object.entries(sweep.axes).map(([key, axis]) => [key, { ...axis, path: renamedPath(engine, axis.path) }]),
  ),
})

/** A setup patch with what does not fit the frozen defaults left out. */
export function fitSetup(document: Pick<Experiment, 'v' | 'engine'>, setup: Patch, report: Report): Patch {
  return fitPatch(document, setup, { base: defaultsOf(document).setup, prefix: '', report })
}

interface PatchPlace {
  readonly base: Patch
  readonly prefix: string
  readonly report: Report
}

function fitPatch(document: Pick<Experiment, 'v' | 'engine'>, patch: Patch, place: PatchPlace): Patch {
  const { setup, choices } = defaultsOf(document)
  const renamed = withAliases(withKeyAliases(document.engine.id, patch))
  // An engine without frozen defaults judges its setup alone.
  return Object.keys(setup).length === 0 ? renamed : fitTo(renamed, { ...place, choices })
}
