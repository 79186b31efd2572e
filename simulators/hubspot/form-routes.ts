import type { SimResponse } from '../control/handler.ts'
import { requireScope, type HubSpotAccess } from './access.ts'
import { readLimit } from './object-routes.ts'
import { readNames } from './present.ts'
import { invalid, refuse } from './refusal.ts'
import type { HubSpotWorld } from './world.ts'

const formTypes = ['hubspot', 'captured', 'flow', 'blog_comment', 'all']

/** `GET /marketing/v3/forms`: only `hubspot` forms unless `formTypes` says otherwise; opaque cursors. */
export function listForms(world: HubSpotWorld, access: HubSpotAccess, query: URLSearchParams): SimResponse {
  requireScope(access, 'forms')
  const asked = readNames(query, 'formTypes')
  const unknown = asked.find((type) => !formTypes.includes(type))
  if (unknown !== undefined) throw invalid(`Invalid formTypes: ${unknown}`)
  const types = asked.length === 0 ? ['hubspot'] : asked
  const wantsArchived = query.get('archived') === 'true'
  const forms = world.forms.filter(
    ({ formType, archived }) => (types.includes('all') || types.includes(formType)) && archived === wantsArchived,
  )
  const limit = readLimit(query.get('limit'), 50, 500)
  const offset = readCursor(query.get('after'))
  const page = forms.slice(offset, offset + limit)
  return {
    status: 200,
    body: {
      results: page.map((form) => ({
        ...form,
        fieldGroups: [],
        configuration: {},
        displayOptions: {},
        legalConsentOptions: { type: 'none' },
      })),
      ...(offset + limit < forms.length ? { paging: { next: { after: writeCursor(offset + limit) } } } : {}),
    },
  }
}

/** `GET /form-integrations/v1/submissions/forms/{guid}`: newest first, 50 at most; not for forms of blog comments. */
export function listSubmissions(
  world: HubSpotWorld,
  access: HubSpotAccess,
  guid: string,
  query: URLSearchParams,
): SimResponse {
  requireScope(access, 'forms')
  const form = world.forms.find(({ id }) => id === guid)
  if (!form) throw refuse(404, 'resource not found')
  if (form.formType === 'blog_comment') {
    throw invalid('Form type is not allowed', {
      errors: [{ message: 'Form type is not allowed', code: 'FORM_TYPE_NOT_ALLOWED' }],
    })
  }
  const all = world.submissions[guid] ?? []
  const limit = readLimit(query.get('limit'), 20, 50)
  const offset = readCursor(query.get('after'))
  return {
    status: 200,
    body: {
      results: all.slice(offset, offset + limit),
      ...(offset + limit < all.length ? { paging: { next: { after: writeCursor(offset + limit) } } } : {}),
    },
  }
}

const writeCursor = (offset: number) => Buffer.from(`o:${offset}`).toString('base64url')

function readCursor(after: string | null): number {
  if (after === null || after === '') return 0
  const offset = Number(/^o:(\d+)$/.exec(Buffer.from(after, 'base64url').toString())?.[1])
  if (!Number.isInteger(offset)) throw invalid(`Invalid value for after: ${after}`)
  return offset
}
