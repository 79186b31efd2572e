import styles from './missing.module.css'

interface MissingProps {
  /** The reason; by default a reference to the message at the top of the page. */
  readonly problem: { readonly title: string; readonly advice: string } | undefined
}

/** Shown instead of a part of a page that could not be loaded. */
export function Missing({ problem }: MissingProps) {
  return (
    <div className={styles['missing']}>
      <p className={styles['title']}>{problem ? problem.title : 'Not available now'}</p>
      <p>{problem ? problem.advice : 'The message at the top of the page says why.'}</p>
    </div>
  )
}
