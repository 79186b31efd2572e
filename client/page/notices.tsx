import styles from './problem-banner.module.css'

/** What the address said that we could not take; read out once, and there to read until the address changes. */
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
