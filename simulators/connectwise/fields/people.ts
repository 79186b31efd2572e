import { boolean, date, integer, list, number, object, oneOf, reference, text } from './kinds.ts'
import type { Entity } from './kinds.ts'

const licenseClass = oneOf('F', 'A', 'C', 'X')

/** Members: all accounts of the company's system, people and API members (fact sheet, 3.6). */
export const memberEntity: Entity = {
  typeName: 'Member',
  resource: 'member',
  label: 'Member',
  fields: {
    id: integer,
    identifier: text(15),
    firstName: text(30),
    middleInitial: text(1),
    lastName: text(30),
    title: text(100),
    licenseClass,
    inactiveFlag: boolean,
    disableOnlineFlag: boolean,
    primaryEmail: text(250),
    officeEmail: text(250),
    officePhone: text(30),
    defaultEmail: oneOf('Office', 'Mobile', 'Home'),
    hireDate: date,
    timeZone: reference(),
    securityRole: reference(),
    defaultLocation: reference('locations'),
    defaultDepartment: reference('departments'),
    workRole: reference('workRoles'),
    workType: reference('workTypes'),
    dailyCapacity: number,
    daysTolerance: integer,
    minimumHours: number,
    requireStartAndEndTimeOnTimeEntryFlag: boolean,
    customFields: list,
    _info: object,
  },
}

/** The lighter shape of `/system/info/members`. */
export const memberInfoEntity: Entity = {
  typeName: 'MemberInfo',
  resource: 'memberInfo',
  label: 'Member',
  fields: {
    id: integer,
    identifier: text(15),
    firstName: text(30),
    middleInitial: text(1),
    lastName: text(30),
    fullName: text(),
    defaultEmail: text(250),
    licenseClass,
    inactiveFlag: boolean,
    _info: object,
  },
}

/** The customers of the company. */
export const companyEntity: Entity = {
  typeName: 'Company',
  resource: 'company',
  label: 'Company',
  fields: {
    id: integer,
    identifier: text(156),
    name: text(156),
    status: reference(),
    addressLine1: text(50),
    city: text(50),
    state: text(50),
    zip: text(12),
    phoneNumber: text(30),
    website: text(255),
    deletedFlag: boolean,
    types: list,
    customFields: list,
    _info: object,
  },
}

/** The customers' contacts. */
export const contactEntity: Entity = {
  typeName: 'Contact',
  resource: 'contact',
  label: 'Contact',
  fields: {
    id: integer,
    firstName: text(30),
    lastName: text(30),
    company: reference('companies'),
    title: text(100),
    inactiveFlag: boolean,
    communicationItems: list,
    customFields: list,
    _info: object,
  },
}
