import { CopyButton } from '../design/copy-button.tsx'
import { AlertIcon } from '../design/icons.tsx'
import type { Problem } from '../graphql/problems.ts'
import { signInAddress } from '../graphql/session.ts'
import styles from './problems.module.css'
import { causeOf, useVisibleProblems } from './use-visible-problems.ts'

interface ProblemsProps {
  readonly problems: readonly Problem[]
  /** Above a page, or within the part of one that has them; the part by default. */
  readonly level?: 'page' | 'part'
  readonly onRetry: () => void
  readonly isRetrying?: boolean
  /** Whether other parts of the page did load. */
  readonly isPartial?: boolean
  /** The URL of the page without the active filters, if it has any. */
  readonly clearedHref?: string | undefined
}

/** One entry per cause: a vendor that is down affects many parts of a page, but is reported once. */
export function Problems({ problems, level = 'part', isPartial = false, ...remedies }: ProblemsProps) {
  const causes = useVisibleProblems(problems)
  if (causes.length === 0) return null
  const label = level === 'page' ? { 'aria-label': 'What is missing' } : {}
  return (
    <section className={styles['problems']} data-level={level} role="alert" {...label}>
      {causes.map((problem) => (
        <div key={causeOf(problem)} className={styles['problem']}>
          {level === 'page' && (
            <span className={styles['icon']}>
              <AlertIcon />
            </span>
          )}
          <div className={styles['words']}>
            <Words title={problem.title} advice={adviceOf(problem, isPartial)} />
            <Facts problem={problem} />
          </div>
          <Remedy problem={problem} {...remedies} />
        </div>
      ))}
    </section>
  )
}

/** Instead of a page that the user may not see, rather than empty figures and filters. */
export function NoAccess({ problem }: { problem: Problem }) {
  return (
    <section className={`card ${styles['problems']}`} data-level="denied" role="alert" aria-label="No access">
      <Words {...problem} />
      <Facts problem={problem} />
    </section>
  )
}

/** Instead of a part of a page that could not be loaded, in its card: the page's own message has the details. */
export function Missing({ problem }: { problem?: Problem | undefined }) {
  return (
    <div className={styles['problems']} data-level="missing">
      <Words {...(problem ?? notAvailable)} />
    </div>
  )
}

const notAvailable = { title: 'Not available now', advice: 'The message at the top of the page says why.' }

const Words = ({ title, advice }: { title: string; advice: string }) => (
  <>
    <p className={styles['title']}>{title}</p>
    <p>{advice}</p>
  </>
)

/** What an administrator needs to find the cause in the gateway's log. */
const Facts = ({ problem: { code, requestId } }: { problem: Problem }) => (
  <p className={styles['facts']} translate="no">
    <span>{code}</span>
    {requestId && (
      <span className={styles['request']}>
        <span>{`Request ${requestId}`}</span>
        <CopyButton text={requestId} label="Copy the request id" />
      </span>
    )}
  </p>
)

interface RemedyProps extends Pick<ProblemsProps, 'onRetry' | 'isRetrying' | 'clearedHref'> {
  readonly problem: Problem
}

function Remedy({ problem: { remedy }, onRetry, isRetrying = false, clearedHref }: RemedyProps) {
  if (remedy === 'clear-filters') {
    return clearedHref === undefined ? null : (
      <a className="button" href={clearedHref}>
        Clear the filters
      </a>
    )
  }
  if (remedy === null) return null
  const actions = {
    retry: { label: isRetrying ? 'Trying…' : 'Try again', run: onRetry },
    'sign-in': { label: 'Sign in', run: () => window.location.assign(signInAddress()) },
    reload: { label: 'Reload', run: () => window.location.reload() },
  } as const
  const { label, run } = actions[remedy]
  return (
    <button type="button" className="button" onClick={run} disabled={remedy === 'retry' && isRetrying}>
      {label}
    </button>
  )
}

function adviceOf({ advice, retryAfterSeconds, field }: Problem, isPartial: boolean): string {
  const again = retryAfterSeconds === null ? '' : ` Try again in ${durationOf(retryAfterSeconds)}.`
  return `${advice}${again}${isPartial && field !== null ? ' The other parts of the page are not affected.' : ''}`
}

/** Seconds up to two minutes, then minutes: the limits of an hour can take that long. */
const durationOf = (seconds: number) => (seconds <= 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`)
