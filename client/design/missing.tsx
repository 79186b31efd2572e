import styles from './missing.module.css'

interface MissingProps {
  /** Why; the message at the top of the page says so otherwise. */
  readonly problem: { readonly title: string; readonly advice: string } | undefined
}

/** In the place of a part of a page that could not be had. */
export function Missing({ problem }: MissingProps) {
  return (
    <div className={styles['missing']}>
      <p className={styles['title']}>{problem ? problem.title : 'Not available now'}</p>
      <p>{problem ? problem.advice : 'The message at the top of the page says why.'}</p>
    </div>
  )
}
