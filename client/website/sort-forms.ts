import type { Sort } from '../page/address.ts'
import type { FormColumn } from './page-state.ts'

/** A form and its results. */
export interface Form {
  readonly id: string
  readonly name: string
  readonly formType: string
  readonly views: number | null
  readonly submissions: number | null
  readonly conversionRate: number | null
}

const valueOf: Readonly<Record<FormColumn, (form: Form) => string | number | null>> = {
  NAME: ({ name }) => name,
  TYPE: ({ formType }) => describeType(formType),
  VIEWS: ({ views }) => views,
  SUBMISSIONS: ({ submissions }) => submissions,
  RATE: ({ conversionRate }) => conversionRate,
}

/** Sorted as requested. Forms without the value come last either way; ties are sorted by name. */
export function sortForms(forms: readonly Form[], { field, descending }: Sort<FormColumn>): Form[] {
  const value = valueOf[field]
  const sign = descending ? -1 : 1
  return forms.toSorted((a, b) => {
    const [left, right] = [value(a), value(b)]
    if (left === null || right === null) {
      return left === right ? byName(a, b) : left === null ? 1 : -1
    }
    return sign * compare(left, right) || byName(a, b)
  })
}

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b))

const byName = (a: Form, b: Form) => a.name.localeCompare(b.name) || a.id.localeCompare(b.id)

const types: Readonly<Record<string, string>> = {
  hubspot: 'HubSpot form',
  captured: 'Captured',
  flow: 'Pop-up',
  blog_comment: 'Blog comments',
}

/** The label of HubSpot's form type; an unknown one stays as it is. */
export const describeType = (formType: string): string => types[formType] ?? formType.replaceAll('_', ' ')
