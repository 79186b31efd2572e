import type { Gateway } from './world.ts'

/** Every figure of sales activity, without the freshness. */
export const salesActivityDocument = `
  query ($range: DateRangeInput) {
    salesActivity(range: $range) {
      range { from to timeZone }
      phoneCalls { total inbound outbound }
      conversations { total calls meetings emails }
      appointments upcomingAppointments
      funnel { key label count amount }
      recent(first: 100) { id kind at title company { id name } resource { id name email } }
    }
  }`

/** The names in `vendorStatus` of what is replicated for it. */
export const salesCollections = ['CompanyToDos', 'CompanyNotes', 'Opportunities', 'Appointments']

interface Status {
  vendorStatus: { collections: { name: string; complete: boolean }[] }[]
}

/** Asks about sales activity until the gateway has a complete replica of it. */
export async function waitForSalesReplica(gateway: Pick<Gateway, 'data'>): Promise<void> {
  for (;;) {
    await gateway.data(salesActivityDocument)
    const { vendorStatus } = await gateway.data<Status>('{ vendorStatus { collections { name complete } } }')
    const sales = vendorStatus
      .flatMap(({ collections }) => collections)
      .filter(({ name }) => salesCollections.includes(name))
    if (sales.length > 0 && sales.every(({ complete }) => complete)) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
