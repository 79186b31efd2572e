import type { Fault } from './faults.ts'
import type { SimResponse } from './handler.ts'

const maintenancePage = `<!DOCTYPE html>
<html lang="en">
  <head><meta charset="utf-8"><title>Scheduled maintenance</title></head>
  <body>
    <h1>We'll be right back</h1>
    <p>The service is undergoing scheduled maintenance. Please try again in a few minutes.</p>
  </body>
</html>
`

/** What a fault answers in the vendor's place: its own status (200 by default), headers and body, or a maintenance page. */
export function answerOfFault(fault: Fault): SimResponse {
  const status = fault.status ?? 200
  if (fault.html === true) {
    const headers = { 'content-type': 'text/html; charset=utf-8', ...fault.headers }
    return { status, headers, body: fault.body ?? maintenancePage }
  }
  return { status, headers: { ...fault.headers }, body: fault.body }
}
