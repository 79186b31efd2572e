import { Component, type ReactNode } from 'react'
import { PartLoadError } from '../parts/part.ts'
import { PartMissing } from '../parts/part-missing.tsx'
import styles from './notice.module.css'

/** A rendering error replaces the page, never the shell around it. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render(): ReactNode {
    const { error } = this.state
    if (!error) return this.props.children
    if (error instanceof PartLoadError) {
      return (
        <div className={`card ${styles['page']}`}>
          <PartMissing what="This page" onRetry={() => this.setState({ error: null })} />
        </div>
      )
    }
    return (
      <div className={`card ${styles['page']}`} role="alert">
        <h1>This page has crashed</h1>
        <p className="muted">That is our fault. Loading it again often helps; its address keeps your filters.</p>
        <p className={styles['detail']}>{error.message}</p>
        <div className={styles['actions']}>
          <button type="button" className="button button-primary" onClick={() => window.location.reload()}>
            Load again
          </button>
          <a className="button" href="/service-desk" onClick={() => this.setState({ error: null })}>
            Go to Service desk
          </a>
        </div>
      </div>
    )
  }
}
