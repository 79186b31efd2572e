import { Component, type ReactNode } from 'react'
import { PartLoadError } from '../parts/part.ts'
import { PartMissing } from '../parts/part-missing.tsx'
import styles from '../design/message-card.module.css'

interface ErrorBoundaryProps {
  /** The level of the message's heading: `h2` below a page's title. */
  readonly heading: 'h1' | 'h2'
  /** The children are rendered again once it changes. */
  readonly resetKey?: string
  readonly children: ReactNode
}

/** A rendering error replaces what is inside, never the shell around it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override componentDidCatch(error: unknown): void {
    if (error instanceof PartLoadError) error.forgetFailure()
  }

  override componentDidUpdate(before: ErrorBoundaryProps): void {
    if (this.state.error && before.resetKey !== this.props.resetKey) this.reset()
  }

  private readonly reset = (): void => this.setState({ error: null })

  override render(): ReactNode {
    const { error } = this.state
    const { heading: Heading, children } = this.props
    if (!error) return children
    if (error instanceof PartLoadError) {
      return (
        <div className={`card ${styles['message']}`}>
          <PartMissing what="This page" heading={Heading} onRetry={this.reset} />
        </div>
      )
    }
    return (
      <div className={`card ${styles['message']}`} role="alert">
        <Heading>This page has crashed</Heading>
        <p className="muted">That is our fault. Loading it again often helps; its address keeps your filters.</p>
        <p className={styles['detail']}>{error.message}</p>
        <div className={styles['actions']}>
          <button type="button" className="button button-primary" onClick={() => window.location.reload()}>
            Load again
          </button>
          <a className="button" href="/service-desk" onClick={this.reset}>
            Go to Service desk
          </a>
        </div>
      </div>
    )
  }
}
