import { useDocumentTitle } from '../page/use-document-title.ts'
import styles from '../design/message-card.module.css'

export function NotFoundPage({ pathname }: { pathname: string }) {
  useDocumentTitle('Page not found')
  return (
    <div className={`card ${styles['message']}`}>
      <h1>There is no such page</h1>
      <p className="muted">
        Nothing is at <span className={styles['detail']}>{pathname}</span>. The address may be mistyped, or the page has
        moved.
      </p>
      <div className={styles['actions']}>
        <a className="button button-primary" href="/service-desk">
          Go to Service desk
        </a>
      </div>
    </div>
  )
}
