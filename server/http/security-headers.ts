import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'

/** Browser features that the portal never uses. */
const unusedAbilities = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']

/** Headers of every response. */
export interface SecurityHeaders {
  readonly http: Readonly<Record<string, string>>
  readonly https: Readonly<Record<string, string>>
}

/** @param contentPolicy the default, for responses of routes without their own */
export function createSecurityHeaders(contentPolicy: string): SecurityHeaders {
  const http = {
    'content-security-policy': contentPolicy,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': unusedAbilities.map((ability) => `${ability}=()`).join(', '),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  }
  // Browsers ignore it where the connection is not encrypted (RFC 6797, section 7.2).
  return { http, https: { ...http, 'strict-transport-security': 'max-age=31536000' } }
}

/** Apollo's landing page loads the Sandbox from Apollo's hosts, which our policy would block. Development only. */
export function allowLandingPage(response: ServerResponse): void {
  for (const name of ['content-security-policy', 'cross-origin-opener-policy']) response.removeHeader(name)
}

/** `'sha256-…'` of each inline script in the page, for a content security policy. */
export function hashInlineScripts(html: string): string[] {
  const scripts = html.matchAll(/<script(?<attributes>(?:\s[^>]*)?)>(?<text>[\s\S]*?)<\/script\s*>/gi)
  return [...scripts].flatMap(({ groups }) => {
    const { attributes = '', text = '' } = groups ?? {}
    if (/\ssrc\s*=/i.test(attributes) || text === '') return []
    return [`'sha256-${createHash('sha256').update(text).digest('base64')}'`]
  })
}
