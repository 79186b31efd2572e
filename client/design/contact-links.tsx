import { mailHref, telephoneHref } from '../format/contact-links.ts'

interface ContactLinkProps {
  readonly value: string
  readonly className?: string | undefined
}

/** A mailto: link; plain text when it is not a valid address. */
export const MailLink = ({ value, className }: ContactLinkProps) => (
  <ContactLink value={value} href={mailHref(value)} className={className} />
)

/** A tel: link; plain text when the number cannot be dialled reliably. */
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
