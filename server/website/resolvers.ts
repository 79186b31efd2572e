import { requireRole } from '../auth/permissions.ts'
import { describeAges } from '../cache/aged.ts'
import { resolveDateRange } from '../calendar/date-range.ts'
import { roundFigureOrNull } from '../figures/rounding.ts'
import type { Resolvers } from '../graphql/resolver-types.gen.ts'
import { describeChat } from './chat-widget.ts'
import { conversionRate, countsOrThrow, loadFormStats } from './form-stats.ts'
import { createWebsiteContexts, type WebsiteContextOptions, type WebsiteQuery } from './website-context.ts'
import { describeWebsite } from './website-figures.ts'

/** Root fields that are made of what they read of caches and replicas, and of the day. */
export const websiteReadFields: readonly string[] = ['websiteAnalytics', 'formStats']

/** Resolvers for the website: its analytics, its forms, and the chat of signed-in pages. */
export function createWebsiteResolvers(options: WebsiteContextOptions) {
  const contextOf = createWebsiteContexts(options)
  const { hubspot } = options
  const toFreshness = describeAges('HUBSPOT', hubspot.maxAgeSeconds.website)
  function ask(context: object, range: Parameters<typeof resolveDateRange>[0]): WebsiteQuery {
    const website = contextOf(context)
    return { website, range: resolveDateRange(range, website.now, website.timeZone) }
  }

  return {
    Query: {
      websiteAnalytics: requireRole('VIEWER', (_, { range }, context) => describeWebsite(ask(context, range))),
      formStats: requireRole(
        'VIEWER',
        async (_, { range }, context) => (await loadFormStats(ask(context, range))).value,
      ),
      chatWidget: requireRole('VIEWER', (_, __, context) =>
        describeChat(hubspot, contextOf(context), context.principal),
      ),
    },
    WebsiteAnalytics: {
      pageViews: (figures) => figures.pageViews(),
      sessions: (figures) => figures.sessions(),
      totalContacts: (figures) => figures.totalContacts(),
      newContacts: (figures) => figures.newContacts(),
      formSubmissions: (figures) => figures.formSubmissions(),
      averageSessionSeconds: async (figures) => roundFigureOrNull(await figures.averageSessionSeconds()),
      freshness: async (figures) => toFreshness(await figures.age()),
    },
    FormStat: {
      submissions: (form) => countsOrThrow(form).submissions,
      views: (form) => countsOrThrow(form).views,
      conversionRate: (form) => roundFigureOrNull(conversionRate(countsOrThrow(form))),
    },
    ChatWidget: {
      scriptUrl: (widget) => widget.scriptUrl(),
      identificationEmail: async (widget) => (await widget.identity())?.email ?? null,
      identificationToken: async (widget) => (await widget.identity())?.token ?? null,
    },
  } satisfies Resolvers
}
