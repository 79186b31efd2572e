import { defineFields } from './define-fields.ts'

/** The fields of a Appointment, in wire order. Source: the vendor's swagger (/ATServicesRest/swagger/docs/v1). */
export const appointmentFields = defineFields(`
  id long readOnly required
  createDateTime datetime readOnly
  creatorResourceID integer references=Resource readOnly
  description string
  endDateTime datetime required
  resourceID integer required
  startDateTime datetime required
  title string required
  updateDateTime datetime readOnly
`)
