import { AlertIcon } from '../design/icons.tsx'
import { CopyButton } from '../design/copy-button.tsx'
import type { Problem } from '../graphql/problems.ts'
import { signInAddress } from '../graphql/session.ts'
import styles from './problem-banner.module.css'
import { useVisibleProblems } from './use-visible-problems.ts'

interface ProblemBannerProps {
  readonly problems: readonly Problem[]
  readonly onRetry: () => void
  readonly isRetrying: boolean
  /** Whether parts of the page did load. */
  readonly isPartial: boolean
  /** The URL of the page without the active filters. */
  readonly clearedHref: string
}

/** One entry per cause: a vendor that is down affects many parts of a page, but is reported once. */
export function ProblemBanner({ problems, onRetry, isRetrying, isPartial, clearedHref }: ProblemBannerProps) {
  const causes = useVisibleProblems(problems, keyOf)
  if (causes.length === 0) return null
  return (
    <section className={styles['banner']} aria-label="What is missing" role="alert">
      {causes.map((problem) => (
        <div key={keyOf(problem)} className={styles['problem']}>
          <span className={styles['icon']}>
            <AlertIcon />
          </span>
          <div className={styles['words']}>
            <p className={styles['title']}>{problem.title}</p>
            <p>{adviceOf(problem, isPartial)}</p>
            <p className={styles['facts']} translate="no">
              <span>{problem.code}</span>
              {problem.requestId && (
                <span className={styles['request']}>
                  <span>{`Request ${problem.requestId}`}</span>
                  <CopyButton text={problem.requestId} label="Copy the request id" />
                </span>
              )}
            </p>
          </div>
          {problem.remedy === 'retry' && (
            <button type="button" className="button" onClick={onRetry} disabled={isRetrying}>
              {isRetrying ? 'Trying…' : 'Try again'}
            </button>
          )}
          {problem.remedy === 'clear-filters' && (
            <a className="button" href={clearedHref}>
              Clear the filters
            </a>
          )}
          {problem.remedy === 'sign-in' && (
            <button type="button" className="button" onClick={() => window.location.assign(signInAddress())}>
              Sign in
            </button>
          )}
          {problem.remedy === 'reload' && (
            <button type="button" className="button" onClick={() => window.location.reload()}>
              Reload
            </button>
          )}
        </div>
      ))}
    </section>
  )
}

function adviceOf({ advice, retryAfterSeconds, field }: Problem, isPartial: boolean): string {
  const again = retryAfterSeconds === null ? '' : ` Try again in ${retryAfterSeconds} s.`
  return `${advice}${again}${isPartial && field !== null ? ' The other parts of the page are not affected.' : ''}`
}

/** Two missing permissions are two causes: the advice names each. */
const keyOf = ({ code, title, advice }: Problem) => `${code} ${title} ${advice}`
