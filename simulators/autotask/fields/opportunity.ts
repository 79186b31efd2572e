import { defineFields } from './define-fields.ts'

/** The fields of a Opportunity, in wire order. Source: the vendor's swagger (/ATServicesRest/swagger/docs/v1). */
export const opportunityFields = defineFields(`
  id long readOnly required
  advancedField1 double
  advancedField2 double
  advancedField3 double
  advancedField4 double
  advancedField5 double
  amount double required
  assessmentScore double
  barriers string
  closedDate datetime
  companyID integer references=Company required
  contactID integer references=Contact
  cost double required
  createDate datetime required
  creatorResourceID integer references=Resource readOnly
  description string
  helpNeeded string
  impersonatorCreatorResourceID integer references=Resource readOnly
  lastActivity datetime readOnly
  leadSource integer picklist
  lossReason integer picklist
  lossReasonDetail string
  lostDate datetime
  market string
  monthlyCost double
  monthlyRevenue double
  nextStep string
  onetimeCost double
  onetimeRevenue double
  opportunityCategoryID integer picklist
  organizationalLevelAssociationID integer references=OrganizationalLevelAssociation
  ownerResourceID integer references=Resource required
  primaryCompetitor integer picklist
  probability integer required
  productID integer references=Product
  projectedCloseDate datetime required
  promisedFulfillmentDate datetime
  promotionName string
  quarterlyCost double
  quarterlyRevenue double
  rating integer picklist
  relationshipAssessmentScore double
  revenueSpread integer
  revenueSpreadUnit string picklist
  salesOrderID integer references=SalesOrder
  salesProcessPercentComplete double
  semiannualCost double
  semiannualRevenue double
  stage integer picklist required
  startDate datetime
  status integer picklist required
  technicalAssessmentScore double
  throughDate datetime
  title string length=128 required
  totalAmountMonths integer
  useQuoteTotals boolean required
  winReason integer picklist
  winReasonDetail string
  yearlyCost double
  yearlyRevenue double
`)
