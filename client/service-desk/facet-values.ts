import { nameOr } from '../format/names.ts'

/** A value tickets can share. */
export interface FacetValue {
  /** The value in the URL; null when tickets cannot be filtered by it. */
  readonly key: string | null
  readonly label: string
  /** The number of rows when it is selected, with the other filters unchanged. */
  readonly count: number
}

/** The values of a dimension, each with a label that can be seen; null while they are not known. */
export const namedValues = (values: readonly FacetValue[] | null | undefined): readonly FacetValue[] | null =>
  values?.map((value) => ({ ...value, label: nameOr(value.label, '(no name)') })) ?? null

/** The assignees. The graph has no id for unassigned tickets; the URL uses `none`. */
export const assigneeValues = (values: readonly FacetValue[] | null | undefined): readonly FacetValue[] | null =>
  namedValues(values?.map((value) => ({ ...value, key: value.key ?? 'none' })))
