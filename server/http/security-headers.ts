import { createHash } from 'node:crypto'
import type { ServerResponse } from 'node:http'

export interface SecurityHeadersOptions {
  /** Whether the public origin uses https. */
  readonly isHttps: boolean
  /** Default content security policy, for responses of routes without their own. */
  readonly contentPolicy: string
}

/** Browser features that the portal never uses. */
const unusedAbilities = ['camera', 'display-capture', 'geolocation', 'microphone', 'payment', 'usb']

/** Headers of every response. */
export function createSecurityHeaders(options: SecurityHeadersOptions): Readonly<Record<string, string>> {
  const { isHttps, contentPolicy } = options
  return {
    'content-security-policy': contentPolicy,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': unusedAbilities.map((ability) => `${ability}=()`).join(', '),
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    ...(isHttps ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  }
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
