/** What is wrong, what to do, and a button that does it where one is known. A notice is calmer than an error. */
import type { Problem } from '../kernel/problem.ts'

interface ProblemNoteProps {
  readonly problem: Problem
  readonly onMend: (problem: Problem) => void
}

export function ProblemNote({ problem, onMend }: ProblemNoteProps) {
  return (
    <p className={problem.severity === 'notice' ? 'problem notice' : 'problem'}>
      {problem.message} {problem.remedy}{' '}
      {problem.mend && (
        <button type="button" className="mend" onClick={() => onMend(problem)}>
          {problem.mend.label}
        </button>
      )}
    </p>
  )
}
