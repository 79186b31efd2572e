import { expect, test } from 'vitest'
import { createLogger } from '../../../server/telemetry/logger.ts'

const secret = 'p"l\\a n/ted+&ü'

function linesOf(secrets: readonly string[], write: (logger: ReturnType<typeof createLogger>) => void): string[] {
  const lines: string[] = []
  write(createLogger({ level: 'trace', secrets, destination: { write: (line) => void lines.push(line) } }))
  return lines
}

test('a line is JSON with a time and no machine’s name', () => {
  const [line = ''] = linesOf([], (logger) => logger.info({ port: 1 }, 'listening'))
  const { time, ...rest } = JSON.parse(line) as Record<string, unknown>

  expect(rest).toEqual({ level: 30, port: 1, msg: 'listening' })
  expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
})

test('a secret is written nowhere, however it is spelled', () => {
  const lines = linesOf([secret], (logger) => {
    logger.info(`message with ${secret}`)
    logger.info({ field: secret, deep: { list: [secret] } }, 'field')
    logger.error({ err: new Error(`error with ${secret}`, { cause: new Error(secret) }) }, 'error')
    logger.info({ url: `https://x.example/?key=${encodeURIComponent(secret)}` }, 'address')
    logger.child({ bound: secret }).warn('child')
    logger.info({ [secret]: 1 }, 'key')
    logger.info({ json: JSON.stringify({ secret }) }, 'JSON within JSON')
  })
  const needles = [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]

  expect(lines.filter((line) => needles.some((needle) => line.includes(needle)))).toEqual([])
  for (const line of lines) expect(() => JSON.parse(line) as unknown).not.toThrow()
  expect(lines.filter((line) => line.includes('[redacted]')).length).toBe(6)
})

test('nothing is left over of a secret that begins with another one', () => {
  const secrets = ['secret-of-one', 'secret-of-one-and-two']

  expect(linesOf(secrets, (logger) => logger.info('it is secret-of-one-and-two'))[0]).toContain('"it is [redacted]"')
})

test('a value too short to be a secret blackens nothing', () => {
  expect(linesOf(['a', ''], (logger) => logger.info('a banana'))[0]).toContain('"msg":"a banana"')
})

test('lines below the level are not written', () => {
  const lines: string[] = []
  const logger = createLogger({ level: 'warn', destination: { write: (line) => void lines.push(line) } })
  logger.info('quiet')
  logger.warn('loud')

  expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual(['loud'])
})
