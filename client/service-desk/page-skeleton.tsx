import styles from './page-skeleton.module.css'
import figureStyles from './figures.module.css'
import pageStyles from './service-desk-page.module.css'

/** Boxes of the very sizes that the content will have, so that nothing jumps when it comes. */
export function PageSkeleton() {
  return (
    <div className={pageStyles['content']} aria-busy="true">
      <p role="status" className="visually-hidden">
        Loading the service desk
      </p>
      <div className={styles['filters']} aria-hidden="true">
        {['a', 'b', 'c', 'd'].map((key) => (
          <span key={key} className={`skeleton ${styles['filter']}`} />
        ))}
      </div>
      <div className={figureStyles['grid']} aria-hidden="true">
        {['a', 'b', 'c', 'd', 'e', 'f'].map((key) => (
          <div key={key} className={`card ${figureStyles['figure']} ${styles['figure']}`}>
            <span className={`skeleton ${styles['line']}`} />
            <span className={`skeleton ${styles['value']}`} />
            <span className={`skeleton ${styles['line']}`} />
          </div>
        ))}
      </div>
      <div className={pageStyles['charts']} aria-hidden="true">
        <div className={`card ${styles['chart']}`}>
          <span className={`skeleton ${styles['block']}`} />
        </div>
        {['priority', 'status', 'person', 'company'].map((key) => (
          <div key={key} className={`card ${styles['breakdown']} ${styles[key] ?? ''}`}>
            {['1', '2', '3', '4', '5', '6'].map((row) => (
              <span key={row} className={`skeleton ${styles['row']}`} />
            ))}
          </div>
        ))}
      </div>
      <div className={`card ${styles['table']}`} aria-hidden="true">
        {['1', '2', '3', '4', '5', '6', '7', '8'].map((row) => (
          <span key={row} className={`skeleton ${styles['row']}`} />
        ))}
      </div>
    </div>
  )
}
