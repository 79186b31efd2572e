import { useMutation } from '@apollo/client/react'
import { Problems } from '../page/problems.tsx'
import { problemsOf } from '../graphql/problems.ts'
import { TestConnectionDocument } from './admin-page.gen.ts'
import { outcomes, summarise } from './connection-words.ts'
import styles from './tenant-card.module.css'

/** Tests each permission that is needed, with advice for each that is missing. Changes nothing. */
export function ConnectionTest({ tenantId }: { tenantId: string }) {
  const [test, { data, loading, error }] = useMutation(TestConnectionDocument, {
    variables: { tenantId },
    errorPolicy: 'all',
  })
  const run = () => void test().catch(() => {})
  const { checks = [], userErrors = [] } = data?.testConnectWiseConnection ?? {}
  return (
    <div className={styles['test']}>
      <button type="button" className="button" disabled={loading} onClick={run}>
        {loading ? 'Testing…' : 'Test the connection'}
      </button>
      <Problems problems={problemsOf(error)} onRetry={run} />
      <p role="status" className={checks.length === 0 ? 'visually-hidden' : ''}>
        {checks.length > 0 && summarise(checks)}
      </p>
      {userErrors.map(({ message }) => (
        <p key={message} role="alert">
          {message}
        </p>
      ))}
      {checks.length > 0 && (
        <ul className={styles['checks']} aria-label="Checks">
          {checks.map(({ area, state, message }) => (
            <li key={area} data-state={state}>
              <span aria-hidden="true">{outcomes[state].sign}</span>
              <span>
                <span>{area}</span>
                <span className="visually-hidden">{`: ${outcomes[state].words}`}</span>
              </span>
              {message && <p>{message}</p>}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
