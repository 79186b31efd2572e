import { afterAll, beforeAll, expect, test } from 'vitest'
import { collections } from '../../../../simulators/autotask/world.ts'
import { smallWorld, startSmallAutotask } from './small-autotask.ts'

let autotask: Awaited<ReturnType<typeof startSmallAutotask>>
beforeAll(async () => {
  autotask = await startSmallAutotask()
})
afterAll(() => autotask.close())

async function field(entity: string, name: string): Promise<unknown> {
  const { body } = await autotask.ask('GET', `${entity}/entityInformation/fields`)
  return body.fields.find((candidate: { name: string }) => candidate.name === name)
}
const plain = {
  length: 0,
  isRequired: false,
  isReadOnly: false,
  isQueryable: true,
  isReference: false,
  referenceEntityType: '',
  isPickList: false,
  picklistValues: null,
  picklistParentValueField: '',
  isSupportedWebhookField: false,
}

test('a picklist has its values as strings', async () => {
  expect(await field('Tickets', 'status')).toEqual({
    ...plain,
    name: 'status',
    dataType: 'integer',
    isRequired: true,
    isPickList: true,
    picklistValues: smallWorld().picklists['Tickets']?.['status'],
  })
})

test('a picklist names the field that narrows it', async () => {
  expect(await field('Tickets', 'subIssueType')).toEqual({
    ...plain,
    name: 'subIssueType',
    dataType: 'integer',
    isPickList: true,
    picklistValues: [],
    picklistParentValueField: 'issueType',
  })
})

test.each(['creatorType', 'lastActivityPersonType'])('%s of tickets is not queryable', async (name) => {
  expect(await field('Tickets', name)).toMatchObject({ isQueryable: false, isPickList: true })
})

test('references, lengths and types are told', async () => {
  expect(await field('Tickets', 'companyID')).toEqual({
    ...plain,
    name: 'companyID',
    dataType: 'integer',
    isRequired: true,
    isReference: true,
    referenceEntityType: 'Company',
  })
  expect(await field('Tickets', 'title')).toEqual({
    ...plain,
    name: 'title',
    dataType: 'string',
    length: 255,
    isRequired: true,
  })
  expect(await field('TimeEntries', 'hoursToBill')).toEqual({
    ...plain,
    name: 'hoursToBill',
    dataType: 'double',
    isReadOnly: true,
  })
})

test.each([...collections])('the fields of %s are those of its records', async (entity) => {
  const { body } = await autotask.ask('GET', `${entity}/entityInformation/fields`)
  await autotask.control('POST', 'records', { collection: entity, upsert: { id: 900 } })
  const { item } = (await autotask.ask('GET', `${entity}/900`)).body
  const names = body.fields.map(({ name }: { name: string }) => name)
  expect(Object.keys(item).filter((name) => name !== 'userDefinedFields')).toEqual(names)
})

test('an entity tells what may be done with it', async () => {
  expect((await autotask.ask('GET', 'tickets/entityinformation')).body).toEqual({
    info: {
      name: 'Ticket',
      canCreate: true,
      canDelete: false,
      canQuery: true,
      canUpdate: true,
      userAccessForCreate: 'All',
      userAccessForDelete: 'None',
      userAccessForQuery: 'All',
      userAccessForUpdate: 'All',
      hasUserDefinedFields: true,
      supportsWebhookCallouts: true,
    },
  })
})

test('user-defined fields are those the records carry, and a 404 where the entity has none', async () => {
  const { body } = await autotask.ask('GET', 'Tickets/entityInformation/userDefinedFields')
  expect(body).toEqual({
    fields: [
      {
        ...plain,
        name: 'Site code',
        label: 'Site code',
        type: 'string',
        length: 255,
        description: '',
        defaultValue: null,
      },
    ],
  })
  expect((await autotask.ask('GET', 'TimeEntries/entityInformation/userDefinedFields')).status).toBe(404)
})
