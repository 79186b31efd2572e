import { type ReactNode, useEffect } from 'react'
import { navigate } from '../router/router.ts'
import styles from './page-content.module.css'

/** The parts of a page, one below the other, once there is something to show. */
export function PageContent({ isLoading, children }: { isLoading: boolean; children: ReactNode }) {
  useEffect(() => {
    // An address with a fragment leads to a part that is there only now.
    if (window.location.hash) navigate(window.location.href)
  }, [])
  return (
    <div className={styles['content']} aria-busy={isLoading} data-busy={isLoading || undefined}>
      {children}
    </div>
  )
}
