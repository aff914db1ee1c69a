/**
 * What a person can cause is a value: a Problem names what is wrong with the figures, what to do, and which field.
 * What only we can cause throws InvariantError.
 */
export interface Problem {
  /** Stable machine name in kebab-case, e.g. `weights-do-not-fit`. */
  readonly code: string
  /** One sentence with the figures. */
  readonly message: string
  /** One sentence with an action. */
  readonly remedy: string
  /** Dotted path of the field in the document, e.g. `setup.accelerator`; absent where no field is to blame. */
  readonly path?: string
  /** `error` stops the run, `notice` tells what was used instead. Absent means error. */
  readonly severity?: 'error' | 'notice'
  /** A patch of the document that mends it, offered as a button. */
  readonly mend?: { readonly label: string; readonly edits: Readonly<Record<string, unknown>> }
}

export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export const success = <T>(value: T): Result<T> => ({ ok: true, value })
export const failure = (...problems: readonly Problem[]): Result<never> => ({ ok: false, problems })

/** A broken promise of our own code. The error boundary shows it with its numbers. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError'
}

/** Ends a switch over a closed union: the compiler finds what a new kind breaks. */
export function unreachable(value: never): never {
  throw new InvariantError(`unreachable: ${JSON.stringify(value)}`)
}
