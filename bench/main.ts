/*
 * npm run bench -- [name …]
 *
 * Runs the benchmarks, each comparing alternatives side by side. Without a name: all of them.
 */
const benches: Record<string, () => Promise<void>> = {
  'ticket-page': async () => (await import('./ticket-page.ts')).measureTicketPage(),
  'sales-page': async () => (await import('./sales-page.ts')).measureSalesPage(),
  'first-figures': async () => (await import('./first-figures.ts')).measureFirstFigures(),
  portal: async () => (await import('./portal.ts')).measurePortal(),
  'slow-vendor': async () => (await import('./slow-vendor.ts')).measureSlowVendor(),
  'three-gateways': async () => (await import('./three-gateways.ts')).measureThreeGateways(),
  'cold-page': async () => (await import('./cold-page.ts')).measureColdPage(),
  'eight-hours': async () => (await import('./eight-hours.ts')).measureEightHours(),
  replica: async () => (await import('./replica.ts')).measureReplica(),
  'shared-slots': async () => (await import('./shared-slots.ts')).measureSharedSlots(),
  planner: async () => (await import('./planner.ts')).measurePlanner(),
  audit: async () => (await import('./audit.ts')).measureAudit(),
  'entry-points': async () => (await import('./entry-points.ts')).measureEntryPoints(),
  floods: async () => (await import('./floods.ts')).measureFloods(),
  'worst-documents': async () => (await import('./worst-documents.ts')).measureWorstDocuments(),
  'exactly-once': async () => (await import('./exactly-once.ts')).measureExactlyOnce(),
  peers: async () => (await import('./peers.ts')).measurePeers(),
  'lambda-start': async () => (await import('./lambda-start.ts')).measureLambdaStart(),
  simulate: async () => (await import('./simulate.ts')).measureSimulation(),
}

// What begins with dashes is an option of the bench.
const wanted = process.argv.slice(2).filter((name) => !name.startsWith('--'))
const unknown = wanted.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(1)
}
for (const name of wanted.length > 0 ? wanted : Object.keys(benches)) {
  console.log(`\n${name}`)
  await benches[name]?.()
}
