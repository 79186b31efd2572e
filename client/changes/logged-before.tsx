import type { FragmentType } from '@apollo/client/masking'
import type { ChangeEntry_ChangeFragment } from './change-entry.gen.ts'
import { ChangeEntry } from './change-entry.tsx'
import styles from './change-form.module.css'

interface LoggedBeforeProps {
  readonly change: FragmentType<ChangeEntry_ChangeFragment>
  readonly isBusy: boolean
  readonly onLogAnother: () => void
  readonly onDiscard: () => void
}

const nothing = () => undefined

/**
 * Shown when the answer was lost, the text was edited and sent again with the same key: what was logged the first time,
 * and the options.
 */
export function LoggedBefore({ change, isBusy, onLogAnother, onDiscard }: LoggedBeforeProps) {
  return (
    <section className={styles['before']} role="alert" aria-label="Logged before">
      <p>
        <strong>This change was logged before, with other words.</strong> What you wrote now is not logged yet.
      </p>
      <ol aria-label="What was logged">
        <ChangeEntry change={change} hrefOf={null} onState={nothing} />
      </ol>
      <div className={styles['actions']}>
        <button type="button" className="button button-primary" disabled={isBusy} onClick={onLogAnother}>
          Log the new words as another change
        </button>
        <button type="button" className="button" disabled={isBusy} onClick={onDiscard}>
          Discard the new words
        </button>
      </div>
    </section>
  )
}
