import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { VendorError, type Vendor } from '../../../server/errors/vendor-error.ts'
import type { FakeAnswer, FakeVendor } from '../../support/fake-vendor.ts'
import { createRandom, type Random } from '../../support/random.ts'

/** A row as the vendor would send it. */
export type WireRow = Record<string, unknown>

/** What came for a key: the record's own text, null when there is none, or the error that stands for it. */
export type Loaded = string | null | Error

/** A vendor's own code over a fake wire; made anew for every test. */
export interface OpenVendor {
  /** Loads records by id in one request of the graph, one answer per id. */
  load(ids: readonly number[]): Promise<Loaded[]>
  /** Loads the rows that belong to each id (a ticket's time entries), as their ids in ascending order. */
  loadGroups(ids: readonly number[]): Promise<(number[] | Error)[]>
  /** Everything there is, page by page. */
  loadAll(): Promise<string[]>
  close(): Promise<void>
}

/** What the suite needs to know of a vendor. */
export interface VendorHarness {
  readonly vendor: Vendor
  /** Values that no error may show. */
  readonly secrets: readonly string[]
  /** How many ids one call may ask for; null where records are read as whole lists, and ids are found in those. */
  readonly idsPerCall: number | null
  startWire(): Promise<FakeVendor>
  /** With a time-out that no busy machine reaches, unless one is given, in milliseconds. */
  open(wire: FakeVendor, timeoutMs?: number): Promise<OpenVendor>
  /** As `open`, over rows instead of a wire: the seam just above HTTP, for very many runs. */
  openSeam(rows: () => readonly WireRow[]): Promise<Pick<OpenVendor, 'load' | 'loadGroups'>>
  /** A record whose text is `record <id>`. */
  rowOf(id: number): WireRow
  /** A row of a group. */
  memberOf(group: number, id: number): WireRow
  /** Rows that look like records with these ids but must not be seen, such as those of another queue; none if any may. */
  forbidden(id: number): WireRow | null
  /** The answer with these rows; with a next page when `next` says so. */
  answerOf(rows: readonly WireRow[], next?: { url: string }): FakeAnswer
  /** The address of a further page at this vendor. */
  nextPageUrl(wire: FakeVendor, page: number): string
  /** How this vendor says that it is asked too much, for `seconds`. */
  limit(seconds: number): FakeAnswer
}

const usedIds = 40

/** An id as any of the spellings a vendor has been seen to use. */
const respell = (random: Random, row: WireRow): WireRow =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      /id$/i.test(name) && typeof value === 'number' && random.chance(0.3) ? String(value) : value,
    ]),
  )

const junk: readonly WireRow[] = [{}, { id: null }, { id: 'x' }, { id: -1 }, { id: 1.5 }, { id: '' }, { id: [1] }]

/** What a bad day makes of an answer: rows permuted, missing, doubled, added, respelled. */
function spoil(random: Random, rows: readonly WireRow[], extra: readonly WireRow[]): WireRow[] {
  const kept = rows.filter(() => random.chance(0.85))
  const doubled = kept.filter(() => random.chance(0.15))
  const added = extra.filter(() => random.chance(0.3))
  const bad = junk.filter(() => random.chance(0.2))
  return random.shuffle([...kept, ...doubled, ...added, ...bad].map((row) => respell(random, row)))
}

function expectedText(harness: VendorHarness, id: number, rows: readonly WireRow[]): string | null {
  const forbidden = harness.forbidden(id)
  const isSeen = rows.some(
    (row) => [id, String(id)].includes(row['id'] as number) && !(forbidden && isSameRow(row, forbidden)),
  )
  return isSeen ? `record ${id}` : null
}

const isSameRow = (a: WireRow, b: WireRow) => Object.keys(b).every((name) => String(a[name]) === String(b[name]))

/** One spoilt question by id: what is asked, what the wire says, and what must come of it. */
function drawRecords(harness: VendorHarness, random: Random) {
  const ids = Array.from({ length: 1 + random.below(12) }, () => random.below(usedIds))
  const others = Array.from({ length: 4 }, () => random.below(usedIds * 2)).filter((id) => !ids.includes(id))
  // A record is of the board or it is not: its id never stands for both.
  const isForbidden = (id: number) => harness.forbidden(id) !== null && (id * 7 + ids.length) % 5 === 0
  const row = (id: number) => (isForbidden(id) ? (harness.forbidden(id) ?? {}) : harness.rowOf(id))
  const rows = spoil(random, [...new Set(ids)].map(row), others.map(row))
  return { ids, rows, expected: ids.map((id) => expectedText(harness, id, rows)) }
}

/** One spoilt question for groups. */
function drawGroups(harness: VendorHarness, random: Random) {
  const groups = Array.from({ length: 1 + random.below(6) }, () => random.below(usedIds))
  let id = 100
  const members = [...new Set(groups)].flatMap((group) =>
    Array.from({ length: random.below(4) }, () => ({ group, id: id++ })),
  )
  const strangers = [harness.memberOf(usedIds + 3, 900), harness.memberOf(usedIds + 4, 901)]
  const rows = spoil(
    random,
    members.map((member) => harness.memberOf(member.group, member.id)),
    strangers,
  )
  const present = new Set(rows.map((row) => String(row['id'])))
  const expected = groups.map((group) =>
    members.filter((member) => member.group === group && present.has(String(member.id))).map((member) => member.id),
  )
  return { groups, rows, expected }
}

async function failureOf(loading: Promise<unknown>): Promise<VendorError> {
  const [settled] = await Promise.allSettled([loading])
  const value = settled.status === 'fulfilled' ? [settled.value].flat()[0] : settled.reason
  expect(value).toBeInstanceOf(VendorError)
  return value as VendorError
}

/** What any vendor owes the rooms of the graph. Each vendor runs all of it. */
export function describeVendorContract(harness: VendorHarness): void {
  const { vendor } = harness
  let wire: FakeVendor
  let open: OpenVendor

  beforeEach(async () => {
    wire = await harness.startWire()
    open = await harness.open(wire)
  })
  afterEach(async () => {
    await open.close()
    await wire.close()
  })

  const say = (answer: FakeAnswer) => {
    wire.answer = () => answer
  }
  const sayRows = (...rows: WireRow[]) => say(harness.answerOf(rows))

  describe('rows follow keys', () => {
    test('whatever order they come in', async () => {
      sayRows(harness.rowOf(3), harness.rowOf(1), harness.rowOf(2))

      expect(await open.load([1, 2, 3])).toEqual(['record 1', 'record 2', 'record 3'])
    })

    test('and a missing one is null', async () => {
      sayRows(harness.rowOf(2))

      expect(await open.load([1, 2, 3])).toEqual([null, 'record 2', null])
    })

    test('and id 0 is an id', async () => {
      sayRows(harness.rowOf(0))

      expect(await open.load([0, 1])).toEqual(['record 0', null])
    })

    test('and a key asked for twice is answered twice, out of one question', async () => {
      sayRows(harness.rowOf(5))

      expect(await open.load([5, 5, 5])).toEqual(['record 5', 'record 5', 'record 5'])
      expect(wire.requests.length).toBe(1)
    })

    test('and lists, texts, numbers and nulls among them are no rows', async () => {
      const noRows: readonly unknown[] = [[harness.rowOf(1)], null, 'record 1', 1, true, [], [null]]
      sayRows(...(noRows as WireRow[]), harness.rowOf(2), harness.rowOf(2))

      expect(await open.load([1, 2])).toEqual([null, 'record 2'])
      await open.close()
      open = await harness.open(wire)
      sayRows(...(noRows as WireRow[]), harness.memberOf(2, 21), harness.memberOf(2, 21))
      expect(await open.loadGroups([1, 2])).toEqual([[], [21]])
    })

    test('and none is seen that must not be', async () => {
      const forbidden = harness.forbidden(1)
      if (forbidden) {
        sayRows(forbidden, harness.rowOf(2))
        expect(await open.load([1, 2])).toEqual([null, 'record 2'])
      } else {
        sayRows(harness.rowOf(1), harness.rowOf(2))
        expect(await open.load([1, 2])).toEqual(['record 1', 'record 2'])
      }
    })

    test('and rows of a group stay in it', async () => {
      sayRows(harness.memberOf(2, 21), harness.memberOf(1, 11), harness.memberOf(9, 91), harness.memberOf(2, 20))

      expect(await open.loadGroups([1, 2, 3])).toEqual([[11], [20, 21], []])
    })

    test('through 10,000 spoilt answers', async () => {
      const random = createRandom(20_261_122)
      let rows: readonly WireRow[] = []
      for (let run = 0; run < 7_000; run++) {
        const drawn = drawRecords(harness, random)
        rows = drawn.rows
        const seam = await harness.openSeam(() => rows)
        expect({ run, rows, loaded: await seam.load(drawn.ids) }).toEqual({ run, rows, loaded: drawn.expected })
      }
      for (let run = 0; run < 3_000; run++) {
        const drawn = drawGroups(harness, random)
        rows = drawn.rows
        const seam = await harness.openSeam(() => rows)
        expect({ run, rows, loaded: await seam.loadGroups(drawn.groups) }).toEqual({
          run,
          rows,
          loaded: drawn.expected,
        })
      }
    }, 900_000)

    test('through 200 spoilt answers over the wire', async () => {
      const random = createRandom(4_711)
      for (let run = 0; run < 200; run++) {
        await open.close()
        open = await harness.open(wire)
        const isRecords = run % 4 > 0
        const records = drawRecords(harness, random)
        const groups = drawGroups(harness, random)
        sayRows(...(isRecords ? records.rows : groups.rows))
        const loaded = isRecords ? await open.load(records.ids) : await open.loadGroups(groups.groups)

        expect({ run, loaded }).toEqual({ run, loaded: isRecords ? records.expected : groups.expected })
      }
    })
  })

  describe('few calls', () => {
    const isByList = harness.idsPerCall === null
    const idsPerCall = harness.idsPerCall ?? 100

    test('are made: all ids of a request go in one', async () => {
      say(harness.answerOf(Array.from({ length: idsPerCall }, (_, id) => harness.rowOf(id))))
      await open.load(Array.from({ length: idsPerCall }, (_, id) => id))

      expect(wire.requests.length).toBe(1)
    })

    test('are made: as many as the vendor’s limit of ids makes necessary', async () => {
      say(harness.answerOf([]))
      await open.load(Array.from({ length: idsPerCall * 2 + 1 }, (_, id) => id))

      expect(wire.requests.length).toBe(isByList ? 1 : 3)
    })

    test('hurt only what they were for', async () => {
      const ids = Array.from({ length: idsPerCall + 2 }, (_, id) => id)
      let calls = 0
      wire.answer = () => (calls++ === 0 ? { status: 403 } : harness.answerOf(ids.map(harness.rowOf)))
      const loaded = await open.load(ids)
      const errors = loaded.filter((value) => value instanceof Error)

      expect(isByList ? [ids.length] : [idsPerCall, 2]).toContain(errors.length)
      expect(new Set(errors).size).toBe(1)
      expect(loaded.filter((value) => typeof value === 'string').length).toBe(ids.length - errors.length)
    })

    test('are made again after a failure: it is not kept', async () => {
      say({ status: 403 })
      expect(await failureOf(open.load([1]))).toMatchObject({ code: 'VENDOR_FORBIDDEN' })
      sayRows(harness.rowOf(1))

      expect(await open.load([1])).toEqual(['record 1'])
    })
  })

  describe('paging', () => {
    test('takes all pages', async () => {
      let page = 0
      wire.answer = () => {
        page += 1
        const rows = [harness.rowOf(page * 2), harness.rowOf(page * 2 + 1)]
        return page < 4 ? harness.answerOf(rows, { url: harness.nextPageUrl(wire, page) }) : harness.answerOf(rows)
      }

      expect(await open.loadAll()).toEqual([2, 3, 4, 5, 6, 7, 8, 9].map((id) => `record ${id}`))
    })

    test('counts a row that two pages have once', async () => {
      let page = 0
      wire.answer = () => {
        page += 1
        return page === 1
          ? harness.answerOf([harness.rowOf(1), harness.rowOf(2)], { url: harness.nextPageUrl(wire, 1) })
          : harness.answerOf([harness.rowOf(2), harness.rowOf(3)])
      }

      expect(await open.loadAll()).toEqual(['record 1', 'record 2', 'record 3'])
    })

    test('ends although the vendor names the same page for ever', async () => {
      say(harness.answerOf([harness.rowOf(1)], { url: harness.nextPageUrl(wire, 1) }))

      expect(await failureOf(open.loadAll())).toMatchObject({ code: 'VENDOR_BAD_RESPONSE', vendor })
      expect(wire.requests.length).toBeLessThan(5)
    })

    test('ends although the vendor names a new page for ever', async () => {
      let page = 0
      wire.answer = () => harness.answerOf([harness.rowOf(1)], { url: harness.nextPageUrl(wire, (page += 1)) })

      expect(await failureOf(open.loadAll())).toMatchObject({ code: 'VENDOR_BAD_RESPONSE', vendor })
      expect(wire.requests.length).toBeLessThanOrEqual(1_000)
    })

    test('does not leave the vendor’s own host', async () => {
      const foreign = await harness.startWire()
      say(harness.answerOf([harness.rowOf(1)], { url: harness.nextPageUrl(foreign, 1) }))

      expect(await failureOf(open.loadAll())).toMatchObject({ code: 'VENDOR_BAD_RESPONSE', vendor })
      expect(foreign.requests).toEqual([])
      await foreign.close()
    })
  })

  describe('a failure', () => {
    const page = { headers: { 'content-type': 'text/html' }, body: '<html><body>Down for maintenance</body></html>' }
    const refusals: [string, FakeAnswer, string, number][] = [
      ['401', { status: 401 }, 'VENDOR_UNAUTHORIZED', 1],
      ['403', { status: 403 }, 'VENDOR_FORBIDDEN', 1],
      ['404', { status: 404, body: { message: 'no such thing' } }, 'VENDOR_BAD_RESPONSE', 1],
      ['a redirect', { status: 302, headers: { location: '/elsewhere' } }, 'VENDOR_BAD_RESPONSE', 1],
      ['503', { status: 503 }, 'VENDOR_UNAVAILABLE', 3],
      ['a dropped connection', 'reset', 'VENDOR_UNAVAILABLE', 3],
      ['half an answer', 'half', 'VENDOR_UNAVAILABLE', 3],
      ['a page in place of JSON', page, 'VENDOR_BAD_RESPONSE', 1],
      ['text in place of JSON', { body: 'hello' }, 'VENDOR_BAD_RESPONSE', 1],
      ['JSON of another shape', { body: { rows: 1 } }, 'VENDOR_BAD_RESPONSE', 1],
      ['null', { body: null }, 'VENDOR_BAD_RESPONSE', 1],
      ['silence', 'silence', 'VENDOR_TIMEOUT', 1],
    ]

    /** Only silence is met with a time-out that is soon over. */
    async function meet(answer: FakeAnswer): Promise<void> {
      say(answer)
      if (answer !== 'silence') return
      await open.close()
      open = await harness.open(wire, 2_000)
    }

    test.each(refusals)('by %s has its code and its number of attempts', async (_, answer, code, attempts) => {
      await meet(answer)
      const error = await failureOf(open.load([1]))

      expect({ code: error.code, vendor: error.vendor, attempts: wire.requests.length }).toEqual({
        code,
        vendor,
        attempts,
      })
    })

    test.each(refusals)('by %s shows no secret, host or body', async (_, answer) => {
      await meet(answer)
      const error = await failureOf(open.load([1]))
      const needles = [...harness.secrets, new URL(wire.url).host, 'maintenance', 'elsewhere', 'no such thing']

      expect(needles.filter((needle) => error.message.includes(needle))).toEqual([])
      expect(harness.secrets.filter((secret) => inspect(error, { depth: 20 }).includes(secret))).toEqual([])
    })

    test('by a limit says for how long, and is not waited for inside a request', async () => {
      say(harness.limit(42))
      const error = await failureOf(open.load([1]))

      expect({ code: error.code, retryAfterSeconds: error.retryAfterSeconds, calls: wire.requests.length }).toEqual({
        code: 'VENDOR_RATE_LIMITED',
        retryAfterSeconds: 42,
        calls: 1,
      })
    })

    test('is one error for all rows it hurt', async () => {
      say({ status: 403 })
      const loaded = await open.load([1, 2, 3])

      expect(new Set(loaded).size).toBe(1)
      expect(loaded[0]).toBeInstanceOf(VendorError)
    })

    test('that passes is met with a repeat', async () => {
      let calls = 0
      wire.answer = () => (calls++ === 0 ? { status: 503 } : harness.answerOf([harness.rowOf(1)]))

      expect(await open.load([1])).toEqual(['record 1'])
      expect(wire.requests.length).toBe(2)
    })
  })
}
