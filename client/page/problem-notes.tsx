import type { Problem } from '../graphql/problems.ts'
import styles from './problem-notes.module.css'

interface ProblemNotesProps {
  readonly problems: readonly Problem[]
  readonly onRetry: () => void
}

/** What went wrong, each cause once, where it hurts. */
export function ProblemNotes({ problems, onRetry }: ProblemNotesProps) {
  const causes = [...new Map(problems.map((problem) => [problem.code + problem.title, problem])).values()]
  return causes.map(({ code, title, advice, requestId, remedy }) => (
    <div key={code + title} role="alert" className={styles['problem']}>
      <p className={styles['title']}>{title}</p>
      <p>{advice}</p>
      <p className="muted">
        {code}
        {requestId && ` · request ${requestId}`}
      </p>
      {remedy === 'retry' && (
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  ))
}
