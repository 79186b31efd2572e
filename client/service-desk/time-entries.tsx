import { useTimeZone } from '../settings/portal-config.tsx'
import { formatDay, formatTime } from '../format/dates.ts'
import { nameOr } from '../format/names.ts'
import { formatWork } from '../format/numbers.ts'
import type { TicketDetail_TicketFragment } from './ticket-detail.gen.ts'
import styles from './ticket-detail.module.css'

interface TimeEntriesProps {
  readonly entries: TicketDetail_TicketFragment['timeEntries']
  readonly hoursLogged: number | null
}

/** The time entries of a ticket, oldest first. */
export function TimeEntries({ entries, hoursLogged }: TimeEntriesProps) {
  return (
    <section aria-labelledby="time-entries">
      <h3 id="time-entries" className={styles['caption']}>
        Time entries
      </h3>
      {entries === null && <p className="muted">The time entries cannot be read now.</p>}
      {entries?.length === 0 && <p className="muted">No time has been logged on this ticket.</p>}
      {entries && entries.length > 0 && (
        <table className={styles['entries']}>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Work</th>
              <th scope="col">Time</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <EntryRow key={entry.id} entry={entry} />
            ))}
          </tbody>
          {hoursLogged !== null && (
            <tfoot>
              <tr>
                <th scope="row" colSpan={2}>
                  Total
                </th>
                <td className="number">{formatWork(hoursLogged)}</td>
              </tr>
            </tfoot>
          )}
        </table>
      )}
    </section>
  )
}

type Entry = NonNullable<TimeEntriesProps['entries']>[number]

function EntryRow({ entry }: { entry: Entry }) {
  const timeZone = useTimeZone()
  const { workedOn, startedAt, endedAt, summary, resource, hours } = entry
  return (
    <tr>
      <th scope="row">
        <span>{formatDay(workedOn)}</span>
        {startedAt && endedAt && (
          <span className={`number ${styles['summary']}`}>
            {`${formatTime(startedAt, timeZone)} – ${formatTime(endedAt, timeZone)}`}
          </span>
        )}
      </th>
      <td>
        <span>{nameOr(resource?.name, 'Former technician')}</span>
        {summary && <span className={styles['summary']}>{summary}</span>}
      </td>
      <td className="number">{formatWork(hours)}</td>
    </tr>
  )
}
