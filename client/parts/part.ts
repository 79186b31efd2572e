import { type ComponentType, createElement, lazy, type LazyExoticComponent } from 'react'
import { reloadOnce } from './newest-portal.ts'

/** A file of the portal that comes only when it is needed could not be had. */
export class PartLoadError extends Error {
  override readonly name = 'PartLoadError'
}

/** A component in a file of its own. */
export interface Part<Props extends object> {
  /** Throws a `PartLoadError` into the boundary around it; the next time it is shown, its file is asked for again. */
  readonly Component: ComponentType<Props>
  /** Begins to load it before it is shown. */
  readonly preload: () => void
}

/** @param load imports the file. @param isExtra whether the page is whole without it, so that it is not worth a reload */
export function createPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { isExtra = false }: { isExtra?: boolean } = {},
): Part<Props> {
  let loading: Promise<{ default: ComponentType<Props> }> | undefined
  const start = () => (loading ??= run())
  // React remembers a file that failed, so that one is replaced to be asked for again.
  let current: LazyExoticComponent<ComponentType<Props>> = lazy(start)

  async function run(): Promise<{ default: ComponentType<Props> }> {
    try {
      return { default: await load() }
    } catch (cause) {
      // The page is being replaced: nothing is to be drawn until then.
      if (!isExtra && (await reloadOnce())) return new Promise(() => {})
      loading = undefined
      current = lazy(start)
      throw new PartLoadError('A file of the portal could not be loaded.', { cause })
    }
  }

  return {
    Component: (props) => createElement(current as ComponentType<Props>, props),
    preload: () => void start().catch(() => {}),
  }
}
