import { expect, test } from 'vitest'
import { type SortHead, sortHead } from '../../../../client/page/sort.ts'

type Field = 'NAME' | 'CREATED'

test.each<[Field, boolean, Field, boolean, SortHead<Field>]>([
  ['NAME', false, 'NAME', false, { order: 'ascending', next: { field: 'NAME', descending: true } }],
  ['NAME', true, 'NAME', false, { order: 'descending', next: { field: 'NAME', descending: false } }],
  ['CREATED', true, 'CREATED', true, { order: 'descending', next: { field: 'CREATED', descending: false } }],
  ['CREATED', true, 'NAME', false, { order: null, next: { field: 'NAME', descending: false } }],
  ['NAME', false, 'CREATED', true, { order: null, next: { field: 'CREATED', descending: true } }],
])(
  'sorted by %s (descending %j), the head of %s that starts descending (%j) is %j',
  (by, descending, field, starts, head) => {
    expect(sortHead({ field: by, descending }, field, starts)).toEqual(head)
  },
)
