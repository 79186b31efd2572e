/** What a page may load beyond the gateway's own files. Source expressions of a content security policy. */
export interface PolicySources {
  readonly scripts: readonly string[]
  readonly styles: readonly string[]
  readonly images: readonly string[]
  readonly fonts: readonly string[]
  readonly connections: readonly string[]
  readonly frames: readonly string[]
  readonly media: readonly string[]
}

export interface ContentPolicyOptions {
  /**
   * The issuer's origin: forms that lead to sign-in are redirected there, and `form-action` covers redirects. Null: no
   * sign-in.
   */
  readonly issuerOrigin: string | null
  /** `'sha256-…'` of the inline scripts in the portal's HTML. */
  readonly inlineScripts: readonly string[]
}

/** A content security policy that lets a page run and load only what this gateway serves and what `others` names. */
export function createContentPolicy(
  { issuerOrigin, inlineScripts }: ContentPolicyOptions,
  others: Partial<PolicySources> = {},
): string {
  const { scripts = [], styles = [], images = [], fonts = [], connections = [], frames = [], media = [] } = others
  const directive = (name: string, ...sources: readonly string[]) => [name, ...sources].join(' ')
  return [
    directive('default-src', `'none'`),
    directive('script-src', `'self'`, ...inlineScripts, ...scripts),
    directive('style-src', `'self'`, ...styles),
    directive('img-src', `'self'`, 'data:', ...images),
    directive('font-src', `'self'`, ...fonts),
    directive('connect-src', `'self'`, ...connections),
    ...(frames.length === 0 ? [] : [directive('frame-src', ...frames)]),
    ...(media.length === 0 ? [] : [directive('media-src', ...media)]),
    directive('manifest-src', `'self'`),
    directive('frame-ancestors', `'none'`),
    directive('base-uri', `'none'`),
    directive('form-action', `'self'`, ...(issuerOrigin === null ? [] : [issuerOrigin])),
  ].join('; ')
}
