import type { ComponentType } from 'react'
import type { PageLocation } from '../page/page-location.ts'
import { createPart } from '../parts/part.ts'

interface PageDefinition {
  readonly name: string
  readonly label: string
  /** The page is linked only for this role. Access itself is enforced by the gateway. */
  readonly role?: 'OPERATOR' | 'ADMIN'
  /** Paths within the page, without slashes at their ends. */
  readonly rest: RegExp
  readonly load: () => Promise<ComponentType<PageLocation>>
}

/** Each page is a chunk of its own, loaded only when it is opened. */
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
  {
    name: 'audit',
    label: 'Audit log',
    role: 'ADMIN',
    rest: /^$/,
    load: async () => (await import('../audit/audit-page.tsx')).AuditPage,
  },
]

/** All pages, in the order of the navigation. */
export const pages = definitions.map(({ name, label, role, rest, load }) => {
  const href = `/${name}`
  const part = createPart(load)
  // Start loading the first page before the first render.
  if (isWithin(window.location.pathname, href)) part.preload()
  return { name, label, role: role ?? null, href, rest, part }
})

export type Page = (typeof pages)[number]

function isWithin(pathname: string, href: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`)
}

/** The page of a URL, and the rest of the path, which the page itself reads; null when there is no such page. */
export function findPage(pathname: string): { readonly page: Page; readonly rest: string } | null {
  const page = pages.find(({ href }) => isWithin(pathname, href))
  const rest = page ? pathname.slice(page.href.length + 1).replace(/\/$/, '') : ''
  return page?.rest.test(rest) ? { page, rest } : null
}
