import type { Problem } from '../graphql/problems.ts'
import styles from './problem-notes.module.css'
import { useVisibleProblems } from './use-visible-problems.ts'

interface ProblemNotesProps {
  readonly problems: readonly Problem[]
  readonly onRetry: () => void
}

/** The problems of one part of the page, each cause once. */
export function ProblemNotes({ problems, onRetry }: ProblemNotesProps) {
  const causes = useVisibleProblems(problems, ({ code, title }) => code + title)
  return causes.map(({ code, title, advice, requestId, remedy }) => (
    <div key={code + title} role="alert" className={styles['problem']}>
      <p className={styles['title']}>{title}</p>
      <p>{advice}</p>
      <p className="muted" translate="no">
        {requestId === null ? code : `${code} · request ${requestId}`}
      </p>
      {remedy === 'retry' && (
        <button type="button" className="button" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  ))
}
