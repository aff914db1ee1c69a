/** What was read of a file otherwise than it stands there: bytes that are no text, another encoding. */
import type { Problem } from '../../kernel/problem.ts'

export function FileNotes({ problems }: { readonly problems: readonly Problem[] }) {
  return problems.map(({ message, remedy }) => (
    <p className="note" role="status" key={message}>
      {message} {remedy}
    </p>
  ))
}
