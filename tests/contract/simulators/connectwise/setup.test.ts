import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSmallConnectWise } from './small-connectwise.ts'

let connectWise: Awaited<ReturnType<typeof startSmallConnectWise>>
beforeAll(async () => {
  connectWise = await startSmallConnectWise()
})
afterAll(() => connectWise.close())

const get = async (path: string) => (await connectWise.ask('GET', path)).body

test('boards are listed, and one is read', async () => {
  expect((await get('service/boards?conditions=projectFlag=false')).map(({ name }: { name: string }) => name)).toEqual([
    'Voice',
    'Help Desk',
  ])
  expect(await get('service/boards/2')).toMatchObject({ id: 2, name: 'Help Desk', inactiveFlag: false })
  expect(await get('service/boards/9')).toEqual({ code: 'NotFound', message: 'Board 9 not found' })
})

test('statuses belong to a board, with inactive and closedStatus', async () => {
  expect(await get('service/boards/1/statuses?fields=id,name,inactive,closedStatus&conditions=inactive=false')).toEqual(
    [
      { id: 101, name: 'New', inactive: false, closedStatus: false },
      { id: 102, name: 'In Progress', inactive: false, closedStatus: false },
      { id: 103, name: '>Closed', inactive: false, closedStatus: true },
    ],
  )
  expect(await get('service/boards/1/statuses/count')).toEqual({ count: 4 })
  expect(await get('service/boards/1/statuses/103')).toMatchObject({ name: '>Closed' })
  expect(await get('service/boards/1/statuses/201')).toMatchObject({ code: 'NotFound' })
  expect(await get('service/boards/9/statuses')).toEqual({ code: 'NotFound', message: 'Board 9 not found' })
})

test('their info variant says inactiveFlag and closedFlag', async () => {
  expect(await get('service/boards/1/statuses/103/info')).toEqual({
    id: 103,
    name: '>Closed',
    sortOrder: 2,
    defaultFlag: false,
    inactiveFlag: false,
    closedFlag: true,
  })
  expect(await get('service/boards/1/statuses/info?conditions=inactiveFlag=true')).toMatchObject([{ id: 104 }])
})

test('members are found by id, identifier and conditions, never by e-mail in the path', async () => {
  expect(await get('system/members/50')).toMatchObject({ identifier: 'jdoe' })
  expect(await get('system/members/JDoe')).toMatchObject({ id: 50 })
  const people = await get('system/members?conditions=licenseClass="F" and inactiveFlag=false&fields=identifier')
  expect(people).toEqual([{ identifier: 'jdoe' }, { identifier: 'asmith' }])
  expect(await get('system/members?conditions=officeEmail="JAN.DOE@msp.example"')).toMatchObject([{ id: 50 }])
  expect((await connectWise.ask('GET', 'system/members/jan.doe@msp.example')).status).toBe(404)
})

test('the info variant of members is lighter', async () => {
  expect(await get('system/info/members?conditions=identifier="jdoe"')).toEqual([
    {
      id: 50,
      identifier: 'jdoe',
      firstName: 'Jan',
      lastName: 'Doe',
      fullName: 'Jan Doe',
      defaultEmail: 'jan.doe@msp.example',
      licenseClass: 'F',
      inactiveFlag: false,
    },
  ])
})

test('roles say where they are valid', async () => {
  expect(await get('time/workRoles?conditions=name="Technician"')).toMatchObject([{ id: 62 }])
  expect(await get('time/workRoles/62/locations')).toMatchObject([
    { workRole: { id: 62 }, location: { id: 3, name: 'Main' } },
  ])
  expect(await get('time/workTypes/66')).toMatchObject({ name: 'Courtesy', billTime: 'NoCharge' })
})

test('companies and contacts are read and searched', async () => {
  expect(await get('company/companies?conditions=identifier="hudson"')).toMatchObject([
    { id: 20, name: 'Hudson Legal' },
  ])
  expect(
    (await connectWise.ask('POST', 'company/contacts/search', { conditions: 'company/id=20' })).body,
  ).toMatchObject([{ id: 30 }])
})
