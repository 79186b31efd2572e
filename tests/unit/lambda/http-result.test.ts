import { expect, test } from 'vitest'
import { AnswerTooLargeError, toResult } from '../../../server/lambda/http-result.ts'

test('a response is a result with each cookie by itself and the body as base64', async () => {
  const headers = new Headers({ 'content-type': 'text/html', vary: 'accept-encoding' })
  headers.append('vary', 'origin')
  headers.append('set-cookie', 'a=1; Path=/')
  headers.append('set-cookie', 'b=2; Expires=Sat, 28 Nov 2026 03:00:00 GMT')

  expect(await toResult(new Response('<h1>ä</h1>', { status: 201, headers }))).toEqual({
    statusCode: 201,
    headers: { 'content-type': 'text/html', vary: 'accept-encoding, origin' },
    cookies: ['a=1; Path=/', 'b=2; Expires=Sat, 28 Nov 2026 03:00:00 GMT'],
    body: Buffer.from('<h1>ä</h1>').toString('base64'),
    isBase64Encoded: true,
  })
})

test('a response without a body has none', async () => {
  expect(await toResult(new Response(null, { status: 304, headers: { etag: '"a"' } }))).toEqual({
    statusCode: 304,
    headers: { etag: '"a"' },
  })
})

test('what Lambda cannot return is refused, and what it can is not', async () => {
  await expect(toResult(new Response(new Uint8Array(4_700_000)))).rejects.toThrow(AnswerTooLargeError)
  const { body } = await toResult(new Response(new Uint8Array(4 * 2 ** 20)))
  expect(JSON.stringify({ body }).length).toBeLessThan(6_291_556)
})
