import { boolean, date, integer, number, object, oneOf, readOnly, reference, text, writeOnly } from './kinds.ts'
import type { Entity } from './kinds.ts'

/** Notes of a ticket as `/notes` has them (fact sheet, 3.2). */
export const noteEntity: Entity = {
  typeName: 'ServiceNote',
  resource: 'serviceNote',
  label: 'ServiceNote',
  fields: {
    id: readOnly(integer),
    ticketId: readOnly(integer),
    text: text(),
    detailDescriptionFlag: boolean,
    internalAnalysisFlag: boolean,
    resolutionFlag: boolean,
    issueFlag: boolean,
    member: reference('members'),
    contact: reference('contacts'),
    customerUpdatedFlag: boolean,
    processNotifications: writeOnly(boolean),
    dateCreated: readOnly(date),
    createdBy: readOnly(text()),
    internalFlag: readOnly(boolean),
    externalFlag: readOnly(boolean),
    sentimentScore: readOnly(number),
    _info: readOnly(object),
  },
}

/** A line of `allNotes`, which has the texts of time entries too. */
export const allNoteEntity: Entity = {
  typeName: 'ServiceTicketNote',
  resource: 'serviceTicketNote',
  label: 'ServiceTicketNote',
  fields: {
    id: integer,
    noteType: oneOf('TicketNote', 'TimeEntryNote', 'MeetingNote'),
    ticket: reference('tickets'),
    text: text(),
    isMarkdownFlag: boolean,
    detailDescriptionFlag: boolean,
    internalAnalysisFlag: boolean,
    resolutionFlag: boolean,
    issueFlag: boolean,
    timeStart: date,
    timeEnd: date,
    bundledFlag: boolean,
    mergedFlag: boolean,
    originalAuthor: text(),
    member: reference('members'),
    contact: reference('contacts'),
    _info: object,
  },
}
