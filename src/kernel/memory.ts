/**
 * All state of a simulation lives in one Memory, so that a checkpoint is a copy and nothing can be forgotten:
 * a law test resumes from checkpoints of random runs and compares digests.
 *
 * Four shapes: per-request columns (grown together), fixed arrays, arrays that their owner makes longer, and plain objects of
 * numbers and arrays.
 */
export type Column =
  | Float64Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
export type ColumnKind = 'f64' | 'f32' | 'i32' | 'u8'
type ColumnOf<K extends ColumnKind> = K extends 'f64'
  ? Float64Array<ArrayBuffer>
  : K extends 'f32'
    ? Float32Array<ArrayBuffer>
    : K extends 'i32'
      ? Int32Array<ArrayBuffer>
      : Uint8Array<ArrayBuffer>

/** A per-request column: read and write `at[request]`. The array is replaced when rows grow, so hold the box, not `at`. */
export interface RequestColumn<K extends ColumnKind = ColumnKind> {
  at: ColumnOf<K>
}

interface RegisteredColumn {
  at: Column
  readonly kind: ColumnKind
  readonly initial: number
  readonly assign: (at: Column) => void
}

interface RegisteredArray {
  at: Column
  readonly kind: ColumnKind
  /** Where the owner holds it; null for one of fixed length. */
  readonly assign: ((at: Column) => void) | null
}

export interface Snapshot {
  readonly rows: number
  /** Rows before this one are left out: they had settled, and are the same ever since. */
  readonly first: number
  readonly columns: readonly Column[]
  readonly arrays: readonly Column[]
  readonly objects: readonly unknown[]
}

const allocate = <K extends ColumnKind>(kind: K, length: number): ColumnOf<K> =>
  (kind === 'f64'
    ? new Float64Array(length)
    : kind === 'f32'
      ? new Float32Array(length)
      : kind === 'i32'
        ? new Int32Array(length)
        : new Uint8Array(length)) as ColumnOf<K>

export class Memory {
  /** Rows that every per-request column has room for. */
  capacity = 1024
  /** Rows in use: requests that have arrived. */
  rows = 0
  private readonly columns: RegisteredColumn[] = []
  private readonly arrays: RegisteredArray[] = []
  private readonly objects: object[] = []

  /** A column with one cell a request, `initial` where nobody has written. */
  perRequest<K extends ColumnKind>(kind: K, initial = 0): RequestColumn<K> {
    const box = { at: allocate(kind, 0) }
    this.column(kind, initial, (at) => {
      box.at = at
    })
    return box
  }

  /** The same for owners with named columns: `assign` is called now and whenever the column moves to a larger array. */
  column<K extends ColumnKind>(kind: K, initial: number, assign: (at: ColumnOf<K>) => void): void {
    const at = allocate(kind, this.capacity)
    if (initial !== 0) at.fill(initial)
    assign(at)
    this.columns.push({ at, kind, initial, assign: assign as (at: Column) => void })
  }

  /** An array of fixed length, zeroed. */
  array<K extends ColumnKind>(kind: K, length: number): ColumnOf<K> {
    const array = allocate(kind, length)
    this.arrays.push({ at: array, kind, assign: null })
    return array
  }

  /**
   * An array that is empty until its owner makes it longer by what comes back, `initial` in the cells that are new. `assign` is called
   * now, whenever it moves, and where a snapshot of another length is restored.
   */
  growing<K extends ColumnKind>(kind: K, initial: number, assign: (at: ColumnOf<K>) => void): (length: number) => void {
    const array: RegisteredArray = { at: allocate(kind, 0), kind, assign: assign as (at: Column) => void }
    this.arrays.push(array)
    assign(array.at as ColumnOf<K>)
    return (length) => {
      const grown = allocate(kind, length)
      grown.set(array.at)
      if (initial !== 0) grown.fill(initial, array.at.length)
      array.at = grown
      assign(grown)
    }
  }

  /** A plain object (numbers, arrays, maps, typed arrays) whose properties are restored in place. */
  object<T extends object>(initial: T): T {
    this.objects.push(initial)
    return initial
  }

  /** Makes room for one more request and returns its row. Columns grow by half, never by doubling: 1,000,000 rows. */
  addRow(): number {
    if (this.rows === this.capacity) this.grow(Math.ceil(this.capacity * 1.5))
    return this.rows++
  }

  /** Everything, or per-request columns only from row `first` on where the rows before will never change again. */
  snapshot(first = 0): Snapshot {
    return {
      rows: this.rows,
      first,
      columns: this.columns.map(({ at }) => at.slice(first, this.rows) as Column),
      arrays: this.arrays.map(({ at }) => at.slice() as Column),
      objects: this.objects.map((object) => structuredClone(object)),
    }
  }

  /**
   * Puts everything back as it was; the same Memory must have made the snapshot (or one built in the same order). Rows that
   * the snapshot left out are taken from `settled`, the memory that made it, unless that is this one.
   */
  restore(snapshot: Snapshot, settled: Memory = this): void {
    const { first, rows } = snapshot
    if (rows > this.capacity) this.grow(rows)
    this.rows = rows
    this.columns.forEach(({ at, initial }, i) => {
      if (settled !== this) at.set(settled.columns[i].at.subarray(0, first))
      at.set(snapshot.columns[i], first)
      at.fill(initial, rows)
    })
    this.arrays.forEach((array, i) => {
      const saved = snapshot.arrays[i]
      if (array.assign !== null && saved.length !== array.at.length) {
        array.at = allocate(array.kind, saved.length)
        array.assign(array.at)
      }
      array.at.set(saved)
    })
    this.objects.forEach((object, i) => {
      const saved = structuredClone(snapshot.objects[i]) as object
      // Only what is new is deleted: an object that loses properties turns into a slow dictionary.
      for (const key of Object.keys(object))
        if (!Object.hasOwn(saved, key)) delete (object as Record<string, unknown>)[key]
      Object.assign(object, saved)
    })
  }

  private grow(capacity: number): void {
    for (const column of this.columns) {
      const grown = allocate(column.kind, capacity)
      grown.set(column.at)
      if (column.initial !== 0) grown.fill(column.initial, column.at.length)
      column.at = grown
      column.assign(grown)
    }
    this.capacity = capacity
  }
}

/** Bytes of a snapshot's columns and arrays; its objects are small beside them. */
export function snapshotBytes({ columns, arrays }: Snapshot): number {
  let bytes = 0
  for (const column of columns) bytes += column.byteLength
  for (const array of arrays) bytes += array.byteLength
  return bytes
}
