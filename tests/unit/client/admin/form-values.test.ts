import { describe, expect, test } from 'vitest'
import { problemOf, textOf } from '../../../../client/admin/form-values.ts'

describe('the text of a field', () => {
  const values = new FormData()
  values.set('name', '  Acme Telecom \n')
  values.set('blank', '   ')
  values.set('file', new Blob(['Acme']))

  test.each([
    ['name', 'Acme Telecom'],
    ['blank', ''],
    ['file', ''],
    ['absent', ''],
  ])('%s is %j', (name, text) => {
    expect(textOf(values, name)).toBe(text)
  })
})

describe('the problem of a field', () => {
  const errors = [
    { field: null, message: 'The tenant is unknown.' },
    { field: ['input', 'baseUrl'], message: 'This host is not allowed.' },
    { field: ['input', 'baseUrl'], message: 'This is no URL.' },
    { field: ['input', 'memberMap', '1', 'email'], message: 'Not an e-mail address.' },
  ]

  test.each([
    ['baseUrl', 'This host is not allowed.'],
    ['memberMap', 'Not an e-mail address.'],
    ['companyId', undefined],
  ])('%s is %j', (name, message) => {
    expect(problemOf(errors, name)).toBe(message)
  })
})
