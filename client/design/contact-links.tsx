import { mailHref, telephoneHref } from '../format/contact-links.ts'

interface ContactLinkProps {
  readonly value: string
  readonly className?: string | undefined
}

/** A mail address to write to; plain text where it is none. */
export const MailLink = ({ value, className }: ContactLinkProps) => (
  <ContactLink value={value} href={mailHref(value)} className={className} />
)

/** A telephone number to call; plain text where it cannot be dialled for sure. */
export const PhoneLink = ({ value, className }: ContactLinkProps) => (
  <ContactLink value={value} href={telephoneHref(value)} className={className} />
)

function ContactLink({ value, href, className }: ContactLinkProps & { href: string | null }) {
  return href === null ? (
    <span className={className} translate="no">
      {value}
    </span>
  ) : (
    <a className={className} href={href} translate="no">
      {value}
    </a>
  )
}
