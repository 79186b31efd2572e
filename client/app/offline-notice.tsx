import { useSyncExternalStore } from 'react'
import { isOnline, onConnectivityChange } from '../connection/connectivity.ts'
import styles from './notice.module.css'

export function OfflineNotice() {
  const online = useSyncExternalStore(onConnectivityChange, isOnline)
  return (
    <div role="status" className="no-print">
      {!online && (
        <p className={styles['strip']}>
          You are offline. What you see stays, and is brought up to date when you are online again.
        </p>
      )}
    </div>
  )
}
