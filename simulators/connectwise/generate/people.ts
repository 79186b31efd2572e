import { asciiName, drawCompanyName, drawPersonName, drawPhone } from '../../autotask/generate/names.ts'
import { createUsers } from '../../identity/users.ts'
import { apiMemberIdentifier, defaultMemberIdentifier } from '../companies.ts'
import { infoBase, referenceTo } from '../references.ts'
import { formatWireDate } from '../wire-date.ts'
import { dayMs, setupInfo } from './stage.ts'
import type { Stage } from './stage.ts'
import { referenceByName } from './setup.ts'

interface Person {
  identifier: string
  firstName: string
  lastName: string
  licenseClass: string
  email?: string
  role: string
  inactive?: boolean
}

/** Adds the API member, the one that tenants name by default, those of the portal's operators who work here, and others. */
export function addMembers(stage: Stage): void {
  const { world, companyId } = stage
  const random = stage.stream('members')
  const people: Person[] = [
    { identifier: apiMemberIdentifier, firstName: 'Portal', lastName: 'API', licenseClass: 'A', role: 'Engineer' },
    {
      identifier: defaultMemberIdentifier,
      firstName: 'ROC',
      lastName: 'Desk',
      licenseClass: 'F',
      role: 'Engineer',
      email: 'roc@msp.example',
    },
    ...operatorsOf(companyId),
  ]
  const taken = new Set(people.map(({ identifier }) => identifier))
  while (people.length < 14) {
    const { firstName, lastName } = drawPersonName(random)
    const identifier = `${asciiName(firstName).slice(0, 1)}${asciiName(lastName)}`.slice(0, 15)
    if (taken.has(identifier)) continue
    taken.add(identifier)
    people.push({
      identifier,
      firstName,
      lastName,
      licenseClass: people.length === 13 ? 'X' : 'F',
      role: random.pick(['Engineer', 'Technician', 'Field Consultant']),
      ...(random.chance(0.8) ? { email: `${identifier}@${companyId}.example` } : {}),
      inactive: people.length === 12,
    })
  }
  let id = random.int(100, 300)
  world.members = people.map((person) => {
    id += random.int(1, 5)
    return memberRecord(stage, id, person)
  })
}

/** Operators of the portal who have a login in this company's system, as its e-mail addresses show; Helen Marsh is in all. */
function operatorsOf(companyId: string): Person[] {
  const working = createUsers().filter(({ roles }) =>
    roles.some((role) => role === 'Operator' || role === `Operator.${companyId}` || role === 'Admin'),
  )
  return working.map(({ name, email, preferred_username: account }, index) => {
    const [firstName = '', ...rest] = name.split(' ')
    const [first = '', last = ''] = account.split('@')[0]!.split('.')
    return {
      identifier: `${first.slice(0, 1)}${last}`.slice(0, 15),
      firstName,
      lastName: rest.join(' '),
      licenseClass: 'F',
      role: 'Engineer',
      // Address spelling varies, as in real data.
      email: index === 0 ? email.toUpperCase() : email,
    }
  })
}

function memberRecord(stage: Stage, id: number, person: Person) {
  const { identifier, firstName, lastName, licenseClass, email, role, inactive = false } = person
  return {
    id,
    identifier,
    firstName,
    lastName,
    licenseClass,
    inactiveFlag: inactive,
    disableOnlineFlag: false,
    ...(email === undefined ? {} : { primaryEmail: email, officeEmail: email }),
    defaultEmail: 'Office',
    hireDate: formatWireDate(stage.now - 1_000 * dayMs),
    defaultLocation: referenceByName(stage, 'locations', 'Main'),
    defaultDepartment: referenceByName(stage, 'departments', 'Service'),
    workRole: referenceByName(stage, 'workRoles', role),
    workType: referenceByName(stage, 'workTypes', 'Regular'),
    dailyCapacity: 8,
    daysTolerance: 0,
    minimumHours: 0,
    requireStartAndEndTimeOnTimeEntryFlag: false,
    _info: { ...setupInfo(stage), self_href: `${infoBase}system/members/${id}` },
  }
}

/** Adds the customers and their contacts. */
export function addCustomers(stage: Stage): void {
  const { world } = stage
  const random = stage.stream('customers')
  const names = new Set<string>()
  let contactId = random.int(500, 2_000)
  for (let index = 0; index < 24; index++) {
    const name = drawCompanyName(random, names)
    const company = {
      id: 20 + index * 3 + random.int(0, 2),
      identifier: `${asciiName(name).slice(0, 20)}${index}`,
      name,
      addressLine1: `${random.int(1, 900)} Main St`,
      city: 'Poughkeepsie',
      state: 'NY',
      zip: '12601',
      ...(random.chance(0.8) ? { phoneNumber: drawPhone(random) } : {}),
      deletedFlag: false,
      types: [{ id: index % 5 === 0 ? 2 : 1, name: index % 5 === 0 ? 'Prospect' : 'Client' }],
      _info: setupInfo(stage),
    }
    world.companies.push(company)
    const count = random.int(0, 4)
    for (let nth = 0; nth < count; nth++) {
      const { firstName, lastName } = drawPersonName(random)
      contactId += random.int(1, 3)
      world.contacts.push({
        id: contactId,
        firstName,
        lastName,
        company: referenceTo('companies', company),
        inactiveFlag: false,
        communicationItems: [
          {
            id: contactId * 10,
            type: { id: 1, name: 'Email' },
            value: `${asciiName(firstName)}.${asciiName(lastName)}@${asciiName(name)}.example`,
            defaultFlag: true,
            communicationType: 'Email',
          },
        ],
        _info: setupInfo(stage),
      })
    }
  }
}
