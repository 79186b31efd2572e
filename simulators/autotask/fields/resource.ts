import { defineFields } from './define-fields.ts'

/** The fields of a Resource, in wire order. Source: the vendor's swagger (/ATServicesRest/swagger/docs/v1). */
export const resourceFields = defineFields(`
  id long readOnly required
  accountingReferenceID string
  dateFormat string
  defaultServiceDeskRoleID long references=Role
  email string required
  email2 string
  email3 string
  emailTypeCode string
  emailTypeCode2 string
  emailTypeCode3 string
  firstName string required
  gender string
  greeting integer picklist
  hireDate datetime
  homePhone string
  initials string
  internalCost double
  isActive boolean
  lastName string required
  licenseType integer picklist
  locationID integer references=InternalLocation required
  middleName string
  mobilePhone string
  numberFormat string
  officeExtension string
  officePhone string
  payrollIdentifier string
  payrollType integer picklist
  resourceType string picklist
  suffix integer picklist
  surveyResourceRating double readOnly
  timeFormat string
  title string
  travelAvailabilityPct string
  userName string required
  userType integer picklist required
`)
