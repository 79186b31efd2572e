import { SkeletonFigures, SkeletonFilters, SkeletonRows } from '../design/skeletons.tsx'
import styles from './page-skeleton.module.css'
import pageStyles from './service-desk-page.module.css'

/** Placeholders of the size of the page's content. */
export function PageSkeleton() {
  return (
    <>
      <SkeletonFilters count={4} />
      <div className={styles['rightNow']}>
        <SkeletonFigures count={3} isLow />
      </div>
      <div className={styles['figures']}>
        <SkeletonFigures count={6} />
      </div>
      <div className={pageStyles['charts']} aria-hidden="true">
        <div className={`card ${styles['chart']}`}>
          <span className={`skeleton ${styles['block']}`} />
        </div>
        {['priority', 'status', 'person', 'company'].map((key) => (
          <SkeletonRows key={key} count={6} className={`${styles['breakdown']} ${styles[key] ?? ''}`} />
        ))}
      </div>
      <SkeletonRows count={8} />
    </>
  )
}
