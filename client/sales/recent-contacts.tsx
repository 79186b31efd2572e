import type { FragmentType } from '@apollo/client/masking'
import { useFragment } from '@apollo/client/react'
import { MailLink } from '../design/contact-links.tsx'
import { Missing } from '../page/problems.tsx'
import { formatFullInstant, formatInstant } from '../format/dates.ts'
import { nameOr } from '../format/names.ts'
import type { Problem } from '../graphql/problems.ts'
import styles from './side-panels.module.css'
import { contactName } from './contact-name.ts'
import { RecentContacts_ContactFragmentDoc, type RecentContacts_ContactFragment } from './recent-contacts.gen.ts'

interface RecentContactsProps {
  /** Null when they could not be loaded. */
  readonly contacts: readonly FragmentType<RecentContacts_ContactFragment>[] | null
  readonly problem: Problem | undefined
  readonly timeZone: string
}

type Contact = Omit<RecentContacts_ContactFragment, ' $fragmentName'>

/** The contacts created most recently, newest first. */
export function RecentContacts({ contacts, problem, timeZone }: RecentContactsProps) {
  const read = useFragment({ fragment: RecentContacts_ContactFragmentDoc, from: [...(contacts ?? [])] })
  const rows: readonly Contact[] = contacts && read.complete ? read.data : []
  return (
    <section className={`card ${styles['panel']}`} aria-labelledby="recent-contacts">
      <h2 id="recent-contacts">Recent contacts</h2>
      {contacts === null && <Missing problem={problem} />}
      {contacts?.length === 0 && <p className={styles['empty']}>The CRM has no contacts yet.</p>}
      <ul>
        {rows.map((contact) => (
          <li key={contact.id} className={styles['row']}>
            <span className={styles['who']}>
              <span className={styles['name']} title={contactName(contact)}>
                {contactName(contact)}
              </span>
              <span className={styles['detail']} title={nameOr(contact.company, 'No company')}>
                {nameOr(contact.company, 'No company')}
              </span>
            </span>
            <span className={styles['aside']}>
              {contact.email !== null && <MailLink value={contact.email} className={styles['mail']} />}
              <time
                className={`number ${styles['detail']}`}
                dateTime={contact.createdAt}
                title={formatFullInstant(contact.createdAt, timeZone)}
              >
                {formatInstant(contact.createdAt, timeZone)}
              </time>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
