import { nameOr, nameOrNull } from '../format/names.ts'

interface Contact {
  readonly firstName: string | null
  readonly lastName: string | null
}

/** `Ada Lovelace`, and what there is of it. */
export const contactName = ({ firstName, lastName }: Contact): string =>
  nameOr([firstName, lastName].map(nameOrNull).filter(Boolean).join(' '), '(no name)')
