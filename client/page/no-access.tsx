import type { Problem } from '../graphql/problems.ts'
import styles from './no-access.module.css'

/** The one problem of a page all of which is refused; null for a page that has something to show. */
export function refusalOf(problems: readonly Problem[], hasContent: boolean): Problem | null {
  const [first] = problems
  return !hasContent && first && problems.every(({ code }) => code === 'FORBIDDEN') ? first : null
}

/** In the place of a page that its visitor may not see at all: no empty figures, no filters of nothing. */
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
