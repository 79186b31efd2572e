import { useSyncExternalStore } from 'react'
import styles from './notice.module.css'

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener)
  window.addEventListener('offline', listener)
  return () => {
    window.removeEventListener('online', listener)
    window.removeEventListener('offline', listener)
  }
}

export function OfflineNotice() {
  const isOnline = useSyncExternalStore(subscribe, () => navigator.onLine)
  return (
    <div role="status" className="no-print">
      {!isOnline && (
        <p className={styles['strip']}>
          You are offline. What you see stays, and is brought up to date when you are online again.
        </p>
      )}
    </div>
  )
}
