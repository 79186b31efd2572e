import { Vendor } from '../../server/enums.gen.ts'

/*
 * Which folder may import which, and which packages. What is not listed is refused: a new folder may import nothing but
 * its own files and may be imported by no other until it has an entry here and is named in another one. The tables of
 * docs/architecture.md say the same; a test compares them.
 */

/**
 * Per folder (not its subfolders, which need entries of their own) or file: what it may import besides its own folder
 * and Node's modules. A name is a folder (its files, not its subfolders) or a file of the same top folder, '.' the top
 * folder itself, and `npm:` marks a package.
 */
type AllowedImports = Readonly<Record<string, readonly string[]>>

/** One list for several folders. */
function each(folders: readonly string[], allowed: readonly string[]): AllowedImports {
  return Object.fromEntries(folders.map((folder) => [folder, allowed]))
}

const foundation = [
  'config',
  'errors',
  'telemetry',
  'clock.ts',
  'circuit-breaker.ts',
  'caller-queue.ts',
  'event-loop-turns.ts',
  'event-loop-share.ts',
  'memoize.ts',
  'run-every.ts',
  'standstill.ts',
  'under-way.ts',
  'work-time.ts',
  'enums.gen.ts',
]
const tools = ['audit', 'auth', 'cache', 'database', 'limits', 'calendar', 'figures', 'paging', 'sync']
/** One folder for each vendor of the graph. */
const vendors = Object.values(Vendor).map((name) => `vendors/${name.toLowerCase()}`)
const vendorInterfaces = vendors.flatMap((vendor) => [`${vendor}/index.ts`, `${vendor}/types.ts`])
const rooms = ['service-desk', 'sales', 'website', 'tickets', 'changes', 'tenants', 'viewer']

const vendor = [...foundation, ...tools, 'vendors/kit']
const room = [
  ...foundation,
  ...tools,
  ...vendorInterfaces,
  'vendors/kit/per-request.ts',
  'vendors/kit/vendor.ts',
  'graphql/context.ts',
  'graphql/entity-references.ts',
  'graphql/resolver-types.gen.ts',
  'graphql/selected-fields.ts',
  'graphql/execution/kept-fields.ts',
]

const server: AllowedImports = {
  'main.ts': ['app.ts', 'database', 'trusted', ...foundation],
  'app.ts': [
    ...foundation,
    'auth',
    'telemetry/otlp',
    'vendors/hubspot/index.ts',
    'vendors/kit/vendor.ts',
    'gateway.ts',
    'upkeep.ts',
    'operations',
    'graphql',
    'http',
    'rest',
    'mcp',
  ],
  'graph.ts': [
    ...foundation,
    'auth',
    'database',
    'gateway.ts',
    'embedding',
    'http',
    'rest',
    'mcp',
    'trusted',
    'npm:graphql',
  ],
  'gateway.ts': [
    ...foundation,
    ...tools,
    'stores.ts',
    'rooms.ts',
    'upkeep.ts',
    'graphql',
    'graphql/response-cache',
    'operations',
  ],
  'upkeep.ts': foundation,
  'stores.ts': [...foundation, ...tools, 'limits/counters', 'vendors/slots', 'npm:keyv'],
  'rooms.ts': [
    ...foundation,
    ...tools,
    ...vendorInterfaces,
    'vendors/kit/vendor.ts',
    'stores.ts',
    ...rooms,
    'graphql',
    'graphql/execution/kept-fields.ts',
  ],
  'clock.ts': [],
  'circuit-breaker.ts': ['under-way.ts'],
  'caller-queue.ts': [],
  'event-loop-turns.ts': [],
  'event-loop-share.ts': ['caller-queue.ts'],
  'memoize.ts': [],
  'run-every.ts': [],
  'standstill.ts': [],
  'under-way.ts': [],
  'work-time.ts': [],
  config: [...foundation, 'npm:zod'],
  errors: foundation,
  telemetry: [...foundation, 'npm:pino', 'npm:prom-client'],
  'telemetry/otlp': [
    ...foundation,
    'npm:@opentelemetry/api',
    'npm:@opentelemetry/exporter-trace-otlp-http',
    'npm:@opentelemetry/resources',
    'npm:@opentelemetry/sdk-trace',
  ],
  audit: [...foundation, 'auth', 'calendar', 'database', 'paging', 'graphql/resolver-types.gen.ts', 'npm:kysely'],
  auth: [...foundation, 'npm:jose', 'npm:lru-cache', 'npm:openid-client', 'npm:p-limit'],
  cache: [...foundation, 'npm:@keyv/redis', 'npm:keyv', 'npm:lru-cache'],
  calendar: [...foundation, 'npm:lru-cache', 'npm:temporal-polyfill'],
  database: [...foundation, 'database/migrations', 'npm:kysely', 'npm:pg'],
  'database/backup': [...foundation, 'database', 'database/migrations', 'npm:kysely'],
  'database/migrations': ['database', 'npm:kysely'],
  figures: [...foundation, 'npm:big.js'],
  limits: [...foundation, 'npm:graphql', 'npm:lru-cache', 'npm:rate-limiter-flexible'],
  'limits/counters': [...foundation, 'limits', 'cache', 'database', 'npm:kysely', 'npm:rate-limiter-flexible'],
  paging: foundation,
  sync: [...foundation, 'database', 'npm:kysely'],
  'vendors/kit': [...foundation, 'cache', 'sync', 'npm:dataloader', 'npm:got'],
  'vendors/slots': [...foundation, 'cache', 'database', 'vendors/kit', 'npm:kysely'],
  ...each(vendors, vendor),
  'service-desk': room,
  sales: room,
  website: room,
  viewer: room,
  tickets: [...room, 'npm:kysely'],
  changes: [...room, 'tickets', 'changes/delivery', 'npm:kysely'],
  'changes/delivery': [...room, 'tickets', 'changes', 'npm:kysely'],
  tenants: [...room, 'npm:kysely', 'npm:zod'],
  graphql: [
    ...foundation,
    ...tools,
    'graphql/execution',
    'graphql/response-cache',
    'npm:@apollo/server',
    'npm:@apollo/subgraph',
    'npm:@graphql-tools/schema',
    'npm:graphql',
    'npm:lru-cache',
  ],
  'graphql/execution': [
    ...foundation,
    'limits',
    'graphql/context.ts',
    'graphql/response-cache',
    'npm:graphql',
    'npm:lru-cache',
  ],
  'graphql/response-cache': [...foundation, 'auth', 'npm:lru-cache'],
  operations: [...foundation, ...tools, 'graphql', 'graphql/response-cache', 'npm:@apollo/server'],
  http: [...foundation, ...tools, 'graphql', 'operations', 'npm:mrmime'],
  // Know documents and the shape of answers, and no room.
  trusted: [...foundation, 'npm:graphql', 'npm:lru-cache', 'npm:zod'],
  rest: [...foundation, ...tools, 'trusted', 'operations', 'http', 'npm:lru-cache', 'npm:zod'],
  mcp: [
    ...foundation,
    ...tools,
    'trusted',
    'operations',
    'http',
    'mcp/tools',
    'npm:@modelcontextprotocol/server',
    'npm:graphql',
    'npm:lru-cache',
    'npm:zod',
  ],
  'mcp/tools': [...foundation, ...tools, 'mcp'],
  embedding: [
    ...foundation,
    'auth',
    'database',
    'http',
    'operations',
    'npm:graphql',
    'npm:keyv',
    'npm:light-my-request',
    'npm:zod',
  ],
  // The program on AWS Lambda, as main.ts is elsewhere.
  lambda: [...foundation, 'app.ts', 'database', 'embedding'],
}

const portal = ['connection', 'design', 'format', 'graphql', 'parts', 'router', 'settings', 'viewer']
const react = ['npm:@apollo/client', 'npm:react']
const page = ['page', ...portal, ...react]

const client: AllowedImports = {
  '.': ['app', ...portal, ...react, 'npm:react-dom'],
  build: ['npm:graphql', 'npm:vite'],
  connection: [],
  format: [],
  router: ['npm:react'],
  parts: ['connection', 'npm:react'],
  graphql: ['connection', 'npm:@apollo/client', 'npm:virtual:persisted-operations'],
  design: ['format', 'npm:react'],
  settings: ['format', 'npm:react'],
  viewer: ['graphql', ...react],
  chat: ['graphql', ...react],
  'sign-in': ['design'],
  app: ['service-desk', 'sales', 'website', 'changes', 'admin', 'audit', 'chat', 'page', ...portal, ...react],
  page: [...portal, ...react],
  'service-desk': page,
  sales: page,
  website: page,
  changes: page,
  admin: [...page, 'changes/page-address.ts'],
  audit: page,
}

const explorer: AllowedImports = {
  '.': [
    'npm:@graphiql/react',
    'npm:@graphiql/toolkit',
    'npm:graphiql',
    'npm:graphql',
    'npm:react',
    'npm:react-dom',
    'npm:vite',
  ],
}

const simulated = ['clock.ts', 'control', 'npm:big.js', 'npm:pure-rand', 'npm:temporal-polyfill', 'npm:zod']
const autotask = ['autotask', 'autotask/fields', 'autotask/generate', 'autotask/query']
const hubspot = ['hubspot', 'hubspot/generate', 'hubspot/search']
const connectwise = ['', '/calls', '/conditions', '/fields', '/generate', '/query'].map((name) => `connectwise${name}`)
const generators = ['autotask/generate/names.ts', 'autotask/generate/random.ts']

const simulators: AllowedImports = {
  '.': [
    'control',
    'autotask/index.ts',
    'hubspot/index.ts',
    'connectwise/index.ts',
    'connectwise/query/link-forms.ts',
    'identity/identity-simulator.ts',
  ],
  control: simulated,
  identity: [...simulated, 'npm:oidc-provider'],
  ...each(autotask, [...simulated, ...autotask]),
  ...each(hubspot, [...simulated, ...hubspot, ...generators]),
  ...each(connectwise, [...simulated, ...connectwise, ...generators, 'identity/users.ts']),
}

const sdk: AllowedImports = { '.': ['npm:@graphql-typed-document-node/core'] }

const oracle: AllowedImports = { '.': [], hubspot: ['.'], connectwise: ['.'], delivery: [] }

/** The lists, per top folder. */
export const allowedImports = { server, client, explorer, sdk, simulators, 'tests/support/oracle': oracle }

/** Folders above all these, with their subfolders: they may import everything. */
export const openFolders = ['tests/**', 'bench/**', 'scripts/**', 'examples/**', 'deploy/**', './*']
