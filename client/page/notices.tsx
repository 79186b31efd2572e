import styles from './notices.module.css'

/** Invalid parameters of the URL; announced once, and shown until the URL changes. */
export function Notices({ notices }: { notices: readonly string[] }) {
  return (
    <div role="status" className="no-print">
      {notices.length > 0 && (
        <ul className={styles['notices']}>
          {notices.map((notice) => (
            <li key={notice}>{notice}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
