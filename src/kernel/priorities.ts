/**
 * Who goes first among events of the same time. One table for every engine, smaller first; equal ones fall in the order in
 * which they were scheduled. What ends comes before what begins, so that a decision sees everything freed at its time.
 */
export const priority = {
  /** Events of the document: a patch at t acts on everything else that happens at t. */
  document: 0,
  /** An iteration ends: tokens come out, blocks and batch slots are freed. */
  iterationEnd: 10,
  /** Bytes have arrived: a KV transfer, a swap, a loaded expert. */
  transferEnd: 20,
  /** A request is given up: cancelled by its user or timed out. After iteration ends, so that its last token at t counts. */
  cancellation: 30,
  /** A request arrives: before plans, so that it may join the iteration that begins at its arrival. */
  arrival: 40,
  /** Controllers look and act (scaling, rebalancing, monitors): they see all that happened at t and no plan made of it. */
  control: 50,
  /** An instance plans and begins an iteration: last, with everything known. */
  iterationStart: 60,
} as const
