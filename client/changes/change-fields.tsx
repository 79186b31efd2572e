import { useId } from 'react'
import { CloseIcon } from '../design/icons.tsx'
import { type ChangeDraft, type DraftField, sidesOf, suggestedNames } from './change-draft.ts'
import styles from './change-fields.module.css'

interface ChangeFieldsProps {
  readonly draft: ChangeDraft
  readonly onChange: (fields: readonly DraftField[]) => void
}

const mostFields = 50

/** The changed settings, before and after. An addition has no before, a deletion no after. */
export function ChangeFields({ draft, onChange }: ChangeFieldsProps) {
  const names = useId()
  const { fields, kind } = draft
  const sides = sidesOf(kind)
  const set = (index: number, part: Partial<DraftField>) =>
    onChange(fields.map((field, at) => (at === index ? { ...field, ...part } : field)))

  return (
    <fieldset className={styles['fields']}>
      <legend>Changed settings</legend>
      <datalist id={names}>
        {suggestedNames(kind).map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {fields.map((field, index) => {
        const label = field.name.trim() || `Field ${index + 1}`
        return (
          // Rows have no id; only their position identifies them.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className={styles['field']} data-sides={sides.before && sides.after ? 'both' : 'one'}>
            <Cell
              label={`Name of field ${index + 1}`}
              placeholder="Name"
              list={names}
              value={field.name}
              maxLength={100}
              onChange={(name) => set(index, { name })}
            />
            {sides.before && (
              <Cell
                label={`${label}: before`}
                placeholder="Before"
                value={field.before}
                maxLength={1_000}
                onChange={(before) => set(index, { before })}
              />
            )}
            {sides.after && (
              <Cell
                label={`${label}: after`}
                placeholder="After"
                value={field.after}
                maxLength={1_000}
                onChange={(after) => set(index, { after })}
              />
            )}
            <button
              type="button"
              className={styles['remove']}
              aria-label={`Remove ${label}`}
              onClick={() => onChange(fields.filter((_, at) => at !== index))}
            >
              <CloseIcon />
            </button>
          </div>
        )
      })}
      {fields.length < mostFields && (
        <button
          type="button"
          className={`button button-quiet ${styles['add']}`}
          onClick={() => onChange([...fields, { name: '', before: '', after: '' }])}
        >
          + Another field
        </button>
      )}
    </fieldset>
  )
}

interface CellProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly maxLength: number
  readonly list?: string
  readonly onChange: (text: string) => void
}

const Cell = ({ label, onChange, ...input }: CellProps) => (
  <input
    className="field"
    aria-label={label}
    autoComplete="off"
    {...input}
    onChange={({ target }) => onChange(target.value)}
  />
)
