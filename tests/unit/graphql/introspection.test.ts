import { expect, test } from 'vitest'
import { createIntrospectionRule } from '../../../server/graphql/introspection.ts'

test.each([
  ['production', 'bearer', true, false],
  ['production', 'off', false, false],
  ['development', 'bearer', true, true],
  ['development', 'off', false, false],
] as const)(
  'in %s with %s: a bearer token may introspect is %s, a session %s',
  (environment, introspection, bearer, session) => {
    const mayIntrospect = createIntrospectionRule({ environment, introspection })

    expect([mayIntrospect({ scheme: 'bearer' }), mayIntrospect({ scheme: 'session' })]).toEqual([bearer, session])
  },
)
