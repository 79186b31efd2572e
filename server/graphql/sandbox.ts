import type { ApolloServerPlugin, GraphQLServerContext } from '@apollo/server'
import { ApolloServerPluginLandingPageLocalDefault } from '@apollo/server/plugin/landingPage/default'

const document = `# The reactive service board this month, next to last month.
query ServiceDesk {
  activitySummary {
    totalTickets
    openTickets
    averageResolutionHours
    byStatus { label count }
    comparison { totalTickets }
    freshness { asOf stale }
  }
  tickets(first: 10) {
    totalCount
    nodes { number title status { label } company { name } assignee { name } }
  }
}
`

/** Apollo Sandbox as a landing page. */
export interface Sandbox {
  /** Provides the page with server details. */
  readonly plugin: ApolloServerPlugin
  /** Renders the page. @param withToken whether to include an access token, if available */
  render(options: { withToken: boolean }): Promise<string>
}

/**
 * Apollo Sandbox for browsers that open `/graphql`, prefilled with a first query.
 *
 * @param token returns a new access token per visit for the Sandbox's headers; demo only
 */
export function createSandbox(token?: () => Promise<string>): Sandbox {
  let service: GraphQLServerContext | null = null
  return {
    plugin: {
      async serverWillStart(started) {
        service = started
      },
    },
    async render({ withToken }) {
      if (!service) throw new Error('Apollo Server has not started yet')
      const sharedHeaders = token && withToken ? { Authorization: `Bearer ${await token()}` } : {}
      const plugin = ApolloServerPluginLandingPageLocalDefault({
        footer: false,
        document,
        embed: { initialState: { sharedHeaders, pollForSchemaUpdates: false }, runTelemetry: false },
      })
      const listener = await plugin.serverWillStart?.(service)
      const { html } = (await listener?.renderLandingPage?.()) ?? { html: '' }
      return typeof html === 'string' ? html : html()
    },
  }
}
