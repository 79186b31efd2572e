import { boolean, date, integer, list, number, object, oneOf, reference, text } from './kinds.ts'
import type { Entity } from './kinds.ts'

/** Service boards (fact sheet, 3.5). */
export const boardEntity: Entity = {
  typeName: 'Board',
  resource: 'board',
  label: 'Board',
  fields: {
    id: integer,
    name: text(50),
    location: reference('locations'),
    department: reference('departments'),
    inactiveFlag: boolean,
    projectFlag: boolean,
    billTime: oneOf('Billable', 'DoNotBill', 'NoCharge', 'NoDefault'),
    _info: object,
  },
}

/** Statuses, each of one board: `inactive` and `closedStatus`, where others say `inactiveFlag` and `closedFlag`. */
export const statusEntity: Entity = {
  typeName: 'BoardStatus',
  resource: 'boardStatus',
  label: 'BoardStatus',
  fields: {
    id: integer,
    name: text(50),
    board: reference('boards'),
    sortOrder: integer,
    displayOnBoard: boolean,
    inactive: boolean,
    closedStatus: boolean,
    timeEntryNotAllowed: boolean,
    roundRobinCatchall: boolean,
    defaultFlag: boolean,
    escalationStatus: oneOf('NotResponded', 'Responded', 'ResolutionPlan', 'Resolved', 'NoEscalation'),
    customerPortalDescription: text(500),
    customerPortalFlag: boolean,
    saveTimeAsNote: boolean,
    _info: object,
  },
}

/** The `/info` variant of a status. */
export const statusInfoEntity: Entity = {
  typeName: 'BoardStatusInfo',
  resource: 'boardStatusInfo',
  label: 'BoardStatus',
  fields: {
    id: integer,
    name: text(50),
    sortOrder: integer,
    defaultFlag: boolean,
    inactiveFlag: boolean,
    closedFlag: boolean,
    _info: object,
  },
}

/** The `/info` variant of a ticket. */
export const ticketInfoEntity: Entity = {
  typeName: 'TicketInfo',
  resource: 'ticketInfo',
  label: 'Ticket',
  fields: { id: integer, summary: text(100), company: reference('companies'), _info: object },
}

/** What a member works as. `locationIds` is where the role is valid. */
export const workRoleEntity: Entity = {
  typeName: 'WorkRole',
  resource: 'workRole',
  label: 'WorkRole',
  fields: {
    id: integer,
    name: text(50),
    hourlyRate: number,
    inactiveFlag: boolean,
    locationIds: list,
    _info: object,
  },
}

/** A location at which a role is valid: `/time/workRoles/{id}/locations`. */
export const workRoleLocationEntity: Entity = {
  typeName: 'WorkRoleLocation',
  resource: 'workRoleLocation',
  label: 'WorkRoleLocation',
  fields: { id: integer, workRole: reference('workRoles'), location: reference('locations'), _info: object },
}

/** How work is billed: hours are brought up to `hoursMin`, down to `hoursMax`, and rounded up to `roundBillHoursTo`. */
export const workTypeEntity: Entity = {
  typeName: 'WorkType',
  resource: 'workType',
  label: 'WorkType',
  fields: {
    id: integer,
    name: text(50),
    billTime: oneOf('Billable', 'DoNotBill', 'NoCharge', 'NoDefault'),
    rateType: oneOf('AdjAmount', 'Multiplier', 'Percent', 'Custom'),
    rate: number,
    hoursMin: number,
    hoursMax: number,
    roundBillHoursTo: number,
    inactiveFlag: boolean,
    overallDefaultFlag: boolean,
    _info: object,
  },
}

/** Lists that other records point into and that have no route here: priorities, sources, locations and so on. */
export const namedEntity: Entity = {
  typeName: 'Setup',
  resource: 'setup',
  label: 'Setup',
  fields: { id: integer, name: text(50), sort: integer, _info: object },
}

/** A stretch in which time may be entered unless it is closed; from `dateStart` up to and without `dateEnd`. */
export const timePeriodEntity: Entity = {
  typeName: 'TimePeriod',
  resource: 'timePeriod',
  label: 'TimePeriod',
  fields: { id: integer, dateStart: date, dateEnd: date, closedFlag: boolean, _info: object },
}

/**
 * A board's requirements for closing a ticket; its `id` is the board's. `requires` lists `type`, `resolution` and
 * `time`; with `afterStatusId` only tickets in that status may be closed.
 */
export const closingRuleEntity: Entity = {
  typeName: 'ClosingRule',
  resource: 'closingRule',
  label: 'ClosingRule',
  fields: { id: integer, requires: list, afterStatusId: integer, _info: object },
}
