import type { ComponentType } from 'react'
import { createPart } from '../parts/part.ts'

/** What every page is given of its address. */
export interface PageProps {
  /** What of the path comes after the page's own, such as `tickets/4711`; empty on the page itself. */
  readonly rest: string
  /** The query, with its question mark; empty when there is none. */
  readonly query: string
}

interface PageDefinition {
  readonly name: string
  readonly label: string
  /** Whoever lacks the role is not led there; what they may see is the gateway's to say. */
  readonly role?: 'OPERATOR' | 'ADMIN'
  /** Paths within the page, without slashes at their ends. */
  readonly rest: RegExp
  readonly load: () => Promise<ComponentType<PageProps>>
}

/** Pages come apart from each other and from what is around them: nobody loads one they do not open. */
const definitions: readonly PageDefinition[] = [
  {
    name: 'service-desk',
    label: 'Service desk',
    rest: /^(tickets\/[^/]+)?$/,
    load: async () => (await import('../service-desk/service-desk-page.tsx')).ServiceDeskPage,
  },
  {
    name: 'sales',
    label: 'Sales',
    rest: /^$/,
    load: async () => (await import('../sales/sales-page.tsx')).SalesPage,
  },
  {
    name: 'website',
    label: 'Website',
    rest: /^$/,
    load: async () => (await import('../website/website-page.tsx')).WebsitePage,
  },
  {
    name: 'changes',
    label: 'Changes',
    role: 'OPERATOR',
    rest: /^([^/]+(\/\d{1,10})?)?$/,
    load: async () => (await import('../changes/changes-page.tsx')).ChangesPage,
  },
  {
    name: 'admin',
    label: 'Administration',
    role: 'ADMIN',
    rest: /^$/,
    load: async () => (await import('../admin/admin-page.tsx')).AdminPage,
  },
]

/** The pages one can go to, in the order of the navigation. */
export const pages = definitions.map(({ name, label, role, rest, load }) => {
  const href = `/${name}`
  const part = createPart(load)
  // The page one arrives at is on its way before anything has been drawn.
  if (isWithin(window.location.pathname, href)) part.preload()
  return { name, label, role: role ?? null, href, rest, part }
})

export type Page = (typeof pages)[number]

function isWithin(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`)
}

/** Which page an address is, and what of its path is the page's own business; null when there is no such page. */
export function findPage(pathname: string): { readonly page: Page; readonly rest: string } | null {
  const page = pages.find(({ href }) => isWithin(pathname, href))
  const rest = page ? pathname.slice(page.href.length + 1).replace(/\/$/, '') : ''
  return page?.rest.test(rest) ? { page, rest } : null
}
