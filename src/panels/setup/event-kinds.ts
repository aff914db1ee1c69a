/**
 * The kinds of events a document can hold, by name; engines know some of them (`events` of a manifest). Their forms are in
 * event-forms.ts and load when one is opened.
 */
export interface EventKind {
  readonly id: string
  readonly title: string
  /** Details of a fresh event. */
  readonly start: Readonly<Record<string, unknown>>
}

export const eventKinds: readonly EventKind[] = [
  { id: 'burst', title: 'Burst', start: { requests: 24, over: 1 } },
  { id: 'slow', title: 'Slow an instance', start: { instance: 0, factor: 2 } },
  { id: 'kill', title: 'Kill an instance', start: { instance: 0 } },
  { id: 'restore', title: 'Restore an instance', start: { instance: 0 } },
  { id: 'patch', title: 'Change a knob', start: { patch: {} } },
]
