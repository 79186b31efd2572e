import { type ReactNode, useEffect } from 'react'
import { navigate } from '../router/router.ts'
import styles from './page-content.module.css'
import type { Outdated } from './outdated.ts'
import { Updating } from './updating.tsx'

interface PageContentProps {
  readonly isLoading: boolean
  readonly outdated?: Outdated
  readonly children: ReactNode
}

/** The parts of a page, one below the other, once there is something to show. */
export function PageContent({ isLoading, outdated = null, children }: PageContentProps) {
  useEffect(() => {
    // The target of the URL's fragment exists only now.
    if (window.location.hash) navigate(window.location.href)
  }, [])
  return (
    <div className={styles['content']} aria-busy={isLoading} data-busy={isLoading || undefined}>
      <Updating outdated={outdated} isSpaced>
        {children}
      </Updating>
    </div>
  )
}
