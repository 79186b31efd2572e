/** Every figure of the CRM, as the oracle has them. */
export const crmDocument = `{
  crmSummary {
    id contacts companies deals totalDealValue { amount currency } openDealValue { amount currency }
    dealsByState { state deals totalValue { amount currency } }
  }
  dealPipelines {
    id name totalDeals totalValue { amount currency }
    stages { id label probability isClosed dealCount totalValue { amount currency } }
  }
}`

/** Every figure of the website in a range, as the oracle has them. */
export const websiteDocument = `
  query ($range: DateRangeInput) {
    websiteAnalytics(range: $range) {
      range { from to timeZone }
      pageViews sessions totalContacts newContacts formSubmissions averageSessionSeconds
    }
    formStats(range: $range) { id name formType submissions views conversionRate }
  }`
