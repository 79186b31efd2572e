import { type ComponentType, createElement, lazy, type LazyExoticComponent } from 'react'
import { reloadOnce } from './newest-portal.ts'

/** A lazily loaded file of the portal could not be loaded. */
export class PartLoadError extends Error {
  override readonly name = 'PartLoadError'
  /** The part's `forgetFailure`. */
  readonly forgetFailure: () => void

  constructor(cause: unknown, forgetFailure: () => void) {
    super('A file of the portal could not be loaded.', { cause })
    this.forgetFailure = forgetFailure
  }
}

/** A lazily loaded component. */
export interface Part<Props extends object> {
  /** Throws a `PartLoadError` into the boundary around it. */
  readonly Component: ComponentType<Props>
  /**
   * Lets it load its file again the next time it is rendered, if that has failed or is going to fail. For the boundary, once it
   * shows the error or is left: React may render a part several times before it throws, and would begin another load
   * each time, without an end.
   */
  readonly forgetFailure: () => void
  /** Preloads it. */
  readonly preload: () => void
}

/** @param load imports the file. @param isExtra whether it is optional, and so not worth a reload */
export function createPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { isExtra = false }: { isExtra?: boolean } = {},
): Part<Props> {
  let loading: Promise<{ default: ComponentType<Props> }> | undefined
  const start = () => (loading ??= run())
  // React.lazy keeps a failure, so a new one is created in order to load again.
  let current: LazyExoticComponent<ComponentType<Props>> = lazy(start)
  let hasFailed = false
  /** Whether it was left while its file was loading. */
  let isLeft = false

  // Vite requests a style once only: after a failure the same import succeeds without it, and the page would be bare.
  let isStyleLost = false

  async function run(): Promise<{ default: ComponentType<Props> }> {
    try {
      if (isStyleLost) throw new Error('A style could not be loaded.')
      const Loaded = await load()
      hasFailed = false
      return { default: Loaded }
    } catch (cause) {
      isStyleLost ||= cause instanceof Error && cause.message.startsWith('Unable to preload CSS')
      // The page is about to reload: render nothing until then.
      if (!isExtra && (await reloadOnce())) return new Promise(() => {})
      loading = undefined
      hasFailed = true
      if (isLeft) forgetFailure()
      throw new PartLoadError(cause, forgetFailure)
    }
  }

  function forgetFailure(): void {
    if (hasFailed) current = lazy(start)
    else isLeft = loading !== undefined
    hasFailed = false
  }

  return {
    forgetFailure,
    Component(props) {
      isLeft = false
      return createElement(current as ComponentType<Props>, props)
    },
    preload: () => void start().catch(() => {}),
  }
}
