/** What the page is told of a file that was read: plain data. Data sets stay here, on the shelf, by their hash. */
import type { DataReference, Patch } from '../../experiment/document.ts'
import type { FromFile } from '../../experiment/file.ts'
import type { Problem } from '../../kernel/problem.ts'
import type { TraceReport } from '../../traces/arrivals.ts'
import type { RowCounts } from '../../traces/incoming/kind.ts'
import { partsOf, type Recording } from '../../traces/recordings/recording.ts'
import { modelPatch } from '../model-patch.ts'
import type { Shelf } from '../shelf.ts'
import type { Incoming, Measurement } from './content.ts'
import type { KindName, Read } from './read-incoming.ts'

export type IncomingRead = PlainContent & {
  readonly kind: KindName
  /** What else it could be read as. */
  readonly others: readonly KindName[]
  /** What was read otherwise than it stands in the file. */
  readonly notes: readonly Problem[]
}

export type PlainContent =
  | { readonly what: 'trace'; readonly report: TraceReport; readonly reference: DataReference }
  | {
      readonly what: 'recording'
      readonly follows: Recording['kind']
      /** Parts that a run can follow, by name. */
      readonly parts: readonly string[]
      readonly reference: DataReference
    }
  /** Parts of a set-up. */
  | { readonly what: 'model' | 'accelerator'; readonly patch: Patch }
  | ({ readonly what: 'experiment' } & FromFile)
  | { readonly what: Measurement['what']; readonly text: string; readonly rows: RowCounts | null }

export function plainOf(
  { kind, others, content }: Read<Incoming>,
  shelf: Shelf,
  notes: readonly Problem[],
): IncomingRead {
  return { ...plainContent(content, shelf), kind, others, notes }
}

function plainContent(content: Incoming, shelf: Shelf): PlainContent {
  switch (content.what) {
    case 'trace': {
      const { table, report } = content
      shelf.put(table)
      return { what: 'trace', report, reference: { title: table.title, rows: table.length, hash: table.hash } }
    }
    case 'recording': {
      const { recording } = content
      const { kind, title, length, hash } = recording
      shelf.put(recording)
      return { what: 'recording', follows: kind, parts: partsOf(recording), reference: { title, rows: length, hash } }
    }
    case 'model':
      return { what: 'model', patch: modelPatch(content.model) }
    case 'accelerator':
      return { what: 'accelerator', patch: content.device.setup }
    case 'experiment':
      return { what: 'experiment', document: content.document, problems: content.problems }
    default:
      return { what: content.what, text: content.text, rows: content.rows }
  }
}
