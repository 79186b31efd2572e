import { GraphQLError } from 'graphql'
import { expect, test } from 'vitest'
import { badUserInput, GatewayError } from '../../../server/errors/gateway-error.ts'
import { VendorError } from '../../../server/errors/vendor-error.ts'
import { presentErrors, presentRefusal } from '../../../server/graphql/present-errors.ts'
import { createLogger } from '../../../server/telemetry/logger.ts'

function present(...errors: GraphQLError[]) {
  const log: string[] = []
  const logger = createLogger({ level: 'trace', destination: { write: (line) => void log.push(line) } })
  const presented = presentErrors(errors, 'request-1', logger).map((error) => error.toJSON())
  return { presented, log }
}

const at = (originalError: Error, ...path: (string | number)[]) =>
  new GraphQLError(originalError.message, { path, originalError })

test('a fault of a vendor shows its code, vendor and count', () => {
  const error = new VendorError('AUTOTASK', 'VENDOR_RATE_LIMITED', 'slow down', {
    retryAfterSeconds: 9,
    cause: 'secret',
  })

  const { presented, log } = present(at(error, 'tickets', 'nodes', 1, 'x'), at(error, 'tickets', 'nodes', 0, 'x'))

  expect({ presented, logged: log.map((line) => JSON.parse(line) as Record<string, unknown>) }).toEqual({
    presented: [
      {
        message: 'slow down',
        path: ['tickets', 'nodes', 0, 'x'],
        extensions: {
          code: 'VENDOR_RATE_LIMITED',
          vendor: 'AUTOTASK',
          affectedCount: 2,
          retryAfterSeconds: 9,
          requestId: 'request-1',
        },
      },
    ],
    logged: [
      {
        level: 40,
        time: expect.stringMatching(/Z$/),
        requestId: 'request-1',
        path: ['tickets', 'nodes', 0, 'x'],
        code: 'VENDOR_RATE_LIMITED',
        vendor: 'AUTOTASK',
        affectedCount: 2,
        reason: 'slow down',
        msg: 'vendor error sent to client',
      },
    ],
  })
})

test('an error of ours shows its code', () => {
  expect(present(at(new GatewayError('FEATURE_DISABLED', 'off'), 'a')).presented).toEqual([
    { message: 'off', path: ['a'], extensions: { code: 'FEATURE_DISABLED', requestId: 'request-1' } },
  ])
})

test('any other error shows nothing, and its story is in the log', () => {
  const { presented, log } = present(at(new TypeError('cannot read secret of undefined'), 'a'))

  expect(presented).toEqual([
    {
      message: 'Something went wrong on our side. The request id helps to find out what.',
      path: ['a'],
      extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'request-1' },
    },
  ])
  expect(log.map((line) => (JSON.parse(line) as { requestId: string; err: { message: string } }).err.message)).toEqual([
    'cannot read secret of undefined',
  ])
})

test('what is wrong before anything ran is the caller’s input, whatever found it', () => {
  const errors = [
    new GraphQLError('Variable "$a" is bad'),
    new GraphQLError('Variable "$b" is bad', {
      originalError: new GraphQLError('b', { originalError: badUserInput('b') }),
    }),
  ]

  expect(present(...errors)).toEqual({
    presented: errors.map(({ message }) => ({ message, extensions: { code: 'BAD_USER_INPUT' } })),
    log: [],
  })
})

test.each([
  ['GRAPHQL_PARSE_FAILED', 'GRAPHQL_PARSE_FAILED'],
  ['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED'],
  ['OPERATION_RESOLUTION_FAILURE', 'OPERATION_RESOLUTION_FAILURE'],
  ['BAD_REQUEST', 'BAD_USER_INPUT'],
  ['INTERNAL_SERVER_ERROR', 'INTERNAL_SERVER_ERROR'],
])('a refusal of Apollo Server with %s has the code %s', (given, code) => {
  const error = new GraphQLError('no', { extensions: { code: given } })

  expect(presentRefusal(error.toJSON(), error)).toEqual({ message: 'no', extensions: { code } })
})

test('a value that a scalar refuses is the caller’s input, although validation found it', () => {
  const error = new GraphQLError('no day', {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
    originalError: badUserInput('no day'),
  })

  expect(presentRefusal(error.toJSON(), error)).toEqual({ message: 'no day', extensions: { code: 'BAD_USER_INPUT' } })
})
