import type { Problem } from '../graphql/problems.ts'
import styles from './no-access.module.css'

/** The problem when access to the whole page is denied; null for a page that has something to show. */
export function refusalOf(problems: readonly Problem[], hasContent: boolean): Problem | null {
  const [first] = problems
  return !hasContent && first && problems.every(({ code }) => code === 'FORBIDDEN') ? first : null
}

/** Shown instead of a page that the user may not see, rather than empty figures and filters. */
export function NoAccess({ problem }: { problem: Problem }) {
  return (
    <section className={`card ${styles['card']}`} role="alert" aria-label="No access">
      <p className={styles['title']}>{problem.title}</p>
      <p>{problem.advice}</p>
      <p className={styles['code']} translate="no">
        {problem.requestId === null ? problem.code : `${problem.code} · request ${problem.requestId}`}
      </p>
    </section>
  )
}
