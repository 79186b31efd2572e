export { createClient } from './client.ts'
export type { AskOptions, Client, ClientOptions, PartialAnswer, Question } from './client.ts'
export { GraphError, type GraphErrorEntry } from './graph-error.ts'
export {
  FindConnectWiseTickets,
  FindDeals,
  FindTickets,
  GetChange,
  GetTicket,
  HoursLogged,
  LogChange,
  Me,
  MonthlyReport,
  RecentContacts,
  SalesPipeline,
  ServiceDeskSummary,
  VendorHealth,
  WebsiteSummary,
} from './questions.gen.ts'
export type * from './questions.gen.ts'
