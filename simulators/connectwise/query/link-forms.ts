/**
 * How this ConnectWise spells the addresses in its `Link` header, as public recordings show them: `same` repeats the
 * address that was called; `slash` has one more at the end of the path; `http` is what a server behind a
 * TLS-terminating proxy returns (plain http, no port); `host` is another host than was called; `codebase` the version's
 * instead of the router's, and the other way round; `params-first` has another parameter before `rel`.
 */
export const linkForms = ['same', 'slash', 'http', 'host', 'codebase', 'params-first'] as const
export type LinkForm = (typeof linkForms)[number]

/** An unreachable host: names below `invalid` never resolve (RFC 2606). */
const otherHost = 'na.connectwise.invalid'

/** The header with its addresses in another form. @param codebase that of the company's version, such as `v2026_1/` */
export function spellLinks(header: string, form: LinkForm, codebase: string): string {
  if (form === 'params-first') return header.replaceAll(/>; rel=/g, '>; title="a page"; rel=')
  return header.replaceAll(/<([^>]+)>/g, (_, address: string) => `<${spellAddress(new URL(address), form, codebase)}>`)
}

function spellAddress(address: URL, form: LinkForm, codebase: string): string {
  const { host, hostname, pathname, search } = address
  switch (form) {
    case 'slash':
      return `http://${host}${pathname}/${search}`
    case 'http':
      return `http://${hostname}${pathname}${search}`
    case 'host':
      return `http://${otherHost}${pathname}${search}`
    case 'codebase': {
      const [, called = '', ...rest] = pathname.split('/')
      const other = `${called}/`.toLowerCase() === codebase ? 'v4_6_release/' : codebase
      return `http://${host}/${other}${rest.join('/')}${search}`
    }
    default:
      return address.href
  }
}
