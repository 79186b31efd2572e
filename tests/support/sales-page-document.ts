/** Everything that the Sales page asks of HubSpot, as one operation. */
export const salesPageDocument = `{
  crmSummary {
    id contacts companies deals totalDealValue { amount currency } openDealValue { amount currency }
    dealsByState { state deals totalValue { amount currency } }
    freshness { asOf stale maxAgeSeconds }
  }
  recentContacts(first: 10) { id firstName lastName email company createdAt updatedAt }
  dealPipelines {
    id name totalDeals totalValue { amount currency }
    stages { id label probability isClosed dealCount totalValue { amount currency } }
    freshness { asOf stale }
  }
  deals(first: 25, orderBy: { field: AMOUNT, direction: DESC }) {
    totalCount nodes { id name amount { amount currency } stage { label } pipeline { name } closeDate state }
    pageInfo { hasNextPage endCursor }
  }
  dealsProgress { read total isDone }
}`

/** What of it needs no deals. */
export const quickSalesDocument = `{
  crmSummary { contacts companies }
  recentContacts(first: 10) { id }
}`

/** Everything that the Website page asks. */
export const websitePageDocument = `{
  websiteAnalytics {
    id pageViews sessions totalContacts newContacts formSubmissions averageSessionSeconds freshness { asOf stale }
  }
  formStats { id name formType submissions views conversionRate }
}`
