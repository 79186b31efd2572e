import { expect, test } from 'vitest'
import { inheritedSocketOf } from '../../../server/config/inherited-socket.ts'

test.each([
  ['for this process', { LISTEN_PID: '7', LISTEN_FDS: '1' }, { fd: 3 }],
  ['for this process, the first of several', { LISTEN_PID: '7', LISTEN_FDS: '2' }, { fd: 3 }],
  ['for the process that started it', { LISTEN_PID: '6', LISTEN_FDS: '1' }, null],
  ['without one', { LISTEN_PID: '7', LISTEN_FDS: '0' }, null],
  ['of which is not said how many', { LISTEN_PID: '7', LISTEN_FDS: 'many' }, null],
  ['of which is not said for whom', { LISTEN_FDS: '1' }, null],
  ['at all', {}, null],
])('a socket that is handed over %s', (_, environment, socket) => {
  expect(inheritedSocketOf(environment, 7)).toEqual(socket)
})
