import type { CodegenConfig } from '@graphql-codegen/cli'

/**
 * Types of the resolvers from the SDL. `npm run codegen` writes them, `npm run check` refuses a stale file. A mapper
 * names what a resolver is given as its parent where that is not the shape of the graph.
 */
const config: CodegenConfig = {
  schema: 'schema/*.graphql',
  emitLegacyCommonJSImports: false,
  importExtension: '.ts',
  generates: {
    // The enums alone, for what knows nothing of the graph: so that the vendors are listed in the schema and nowhere else.
    'server/enums.gen.ts': {
      plugins: ['typescript'],
      config: { onlyEnums: true, enumsAsConst: true },
    },
    'server/graphql/resolver-types.gen.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        immutableTypes: true,
        avoidOptionals: { field: true },
        maybeValue: 'T | null',
        inputMaybeValue: 'T | null | undefined',
        defaultScalarType: 'never',
        contextType: './context.ts#GraphContext',
        strictScalars: true,
        scalars: {
          ID: { input: 'string', output: 'string | number' },
          Date: 'string',
          DateTime: { input: 'number', output: 'number' },
          Decimal: 'string',
          CurrencyCode: 'string',
        },
        mappers: {
          Ticket: '../vendors/autotask/types.ts#Ticket as TicketRecord',
          TimeEntry: '../vendors/autotask/types.ts#TimeEntry as TimeEntryRecord',
          Contract: '../vendors/autotask/types.ts#Contract as ContractRecord',
          TicketConnection: '../service-desk/ticket-list.ts#TicketList',
          ActivitySummary: '../service-desk/activity-summary.ts#Summary',
          DailyReport: '../service-desk/report.ts#Report',
          MonthlyReport: '../service-desk/report.ts#Report',
          SalesActivity: '../service-desk/sales-activity.ts#SalesReport',
          SalesEvent: '../service-desk/sales-events.ts#SalesEvent as SalesEventRecord',
          CrmSummary: '../sales/crm-summary.ts#CrmFigures',
          DealConnection: '../sales/deal-list.ts#DealList',
          Deal: '../sales/deal-list.ts#DealRow',
          WebsiteAnalytics: '../website/website-figures.ts#WebsiteFigures',
          FormStat: '../website/form-stats.ts#FormStat as FormStatRecord',
          ChatWidget: '../website/chat-widget.ts#ChatWidget as ChatWidgetRecord',
          Tenant: '../tenants/tenant-records.ts#TenantRecord',
          ConnectWise: '../tenants/tenant-records.ts#TenantRecord',
          ConnectWiseBoard: '../tenants/boards.ts#TenantBoard',
          ChangeConnection: '../changes/change-list.ts#ChangeList',
          Change: '../changes/change-record.ts#ChangeRecord',
          LogChangePayload: '../changes/log-change.ts#Logged',
          ConnectWiseTicketPayload: '../changes/log-change.ts#Logged',
          ConnectWiseTicket: '../tickets/tenant-ticket.ts#TenantTicket',
          ConnectWiseTimeEntry: '../tickets/tenant-tickets.ts#TenantTimeEntry',
          AuditConnection: '../audit/audit-list.ts#AuditList',
          AuditRecord: '../audit/audit-list.ts#AuditRow',
          VendorStatus: '../viewer/viewer.ts#VendorStatusRecord',
          Viewer: '../viewer/viewer.ts#Viewer as ViewerRecord',
        },
      },
    },
    // The typed documents of the package’s client.
    'sdk/questions.gen.ts': {
      documents: 'sdk/questions/*.graphql',
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        immutableTypes: true,
        strictScalars: true,
        defaultScalarType: 'never',
        scalars: { ID: 'string', Date: 'string', DateTime: 'string', Decimal: 'string', CurrencyCode: 'string' },
        documentMode: 'string',
        documentVariableSuffix: '',
        fragmentVariableSuffix: 'Fragment',
        inlineFragmentTypes: 'inline',
        nonOptionalTypename: false,
        skipTypename: true,
        avoidOptionals: { field: true, inputValue: false },
      },
    },
    // Answers of the trusted operations of the REST endpoints.
    'server/rest/operation-types.gen.ts': {
      documents: 'server/rest/operations/*.graphql',
      plugins: ['typescript-operations'],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        immutableTypes: true,
        strictScalars: true,
        defaultScalarType: 'never',
        scalars: { ID: 'string', Date: 'string', DateTime: 'string', Decimal: 'string', CurrencyCode: 'string' },
        inlineFragmentTypes: 'inline',
        nonOptionalTypename: false,
        skipTypename: true,
        avoidOptionals: { field: true, inputValue: false },
      },
    },
    'client/graphql/types.gen.ts': {
      plugins: ['typescript'],
      config: {
        enumsAsTypes: true,
        immutableTypes: true,
        strictScalars: true,
        defaultScalarType: 'never',
        scalars: { ID: 'string', Date: 'string', DateTime: 'string', Decimal: 'string', CurrencyCode: 'string' },
        onlyOperationTypes: true,
      },
    },
    // The portal: types and documents beside each .graphql file, for Apollo's own data masking.
    'client/': {
      preset: 'near-operation-file',
      presetConfig: { extension: '.gen.ts', baseTypesPath: 'graphql/types.gen.ts' },
      documents: 'client/**/*.graphql',
      plugins: ['typescript-operations', 'typed-document-node'],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        immutableTypes: true,
        strictScalars: true,
        defaultScalarType: 'never',
        scalars: { ID: 'string', Date: 'string', DateTime: 'string', Decimal: 'string', CurrencyCode: 'string' },
        documentMode: 'documentNode',
        inlineFragmentTypes: 'mask',
        customDirectives: { apolloUnmask: true },
        nonOptionalTypename: false,
        skipTypename: true,
        avoidOptionals: { field: true, inputValue: false },
      },
    },
  },
}

export default config
