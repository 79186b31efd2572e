import type { Page } from 'playwright-core'

/** Names and texts as vendors have them; everything else of an answer (ids, dates, codes, counts) stays. */
const texts = new Set([
  'name',
  'title',
  'label',
  'firstName',
  'lastName',
  'company',
  'summary',
  'description',
  'note',
  'operator',
  'author',
  'text',
  'issueType',
  'subIssueType',
  'source',
  'type',
  'formType',
  'email',
  'phone',
])

/**
 * Rewrites the names and texts in what the gateway answers to a page, in every place at once: no simulated world has a
 * strange name everywhere. The page is the real one, and so is everything else it is told.
 */
export async function rewriteAnswers(page: Page, rewrite: (text: string, key: string) => string): Promise<void> {
  const change = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return texts.has(key) ? rewrite(value, key) : value
    if (Array.isArray(value)) return value.map((item) => change(item, key))
    if (value === null || typeof value !== 'object') return value
    const { source } = value as { source?: unknown }
    return Object.fromEntries(
      Object.entries(value).map(([name, part]) => {
        // The vendor that figures come from, which is no text of a vendor.
        const isVendor = name === 'source' && typeof source === 'string' && /^[A-Z]+$/.test(source)
        return [name, isVendor ? part : change(part, name)]
      }),
    )
  }
  await page.route('**/graphql', async (route) => {
    try {
      const response = await route.fetch()
      const body: unknown = await response.json()
      await route.fulfill({ response, json: change(body, '') })
    } catch (error) {
      // The page was left, or its test has ended, while the question was under way: its answer is of no use then.
      if (!/closed|disposed|handled/.test(String(error))) throw error
    }
  })
}
