/** What a page of the portal asks for: a hundred tickets with all that hangs on them. */
export const pageDocument = `
  query Page($range: DateRangeInput) {
    tickets(range: $range, first: 100) {
      totalCount
      nodes {
        id number title status { label } priority { label rank } queue { label } issueType subIssueType source
        company { name } contact { name email } assignee { name } contract { name type }
        hoursLogged timeEntries { hours workedOn resource { name } }
      }
      freshness { asOf stale maxAgeSeconds }
    }
  }`
