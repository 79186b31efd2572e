import { Component, type ReactNode } from 'react'
import { PartLoadError, type Part } from './part.ts'

interface PartBoundaryProps {
  /** The part inside. */
  readonly part: Pick<Part<never>, 'forgetFailure'>
  /** Shown instead of a part whose file could not be loaded; nothing for an optional part. */
  readonly fallback?: (retry: () => void) => ReactNode
  readonly children: ReactNode
}

/** A part whose file could not be loaded is replaced alone. Other errors are left to the page's boundary. */
export class PartBoundary extends Component<PartBoundaryProps, { error: unknown }> {
  override state: { error: unknown } = { error: null }

  static getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error }
  }

  override componentDidCatch(error: unknown): void {
    if (error instanceof PartLoadError) error.forgetFailure()
  }

  override componentWillUnmount(): void {
    this.props.part.forgetFailure()
  }

  override render(): ReactNode {
    const { error } = this.state
    if (error === null) return this.props.children
    if (!(error instanceof PartLoadError)) throw error
    return this.props.fallback?.(() => this.setState({ error: null })) ?? null
  }
}
