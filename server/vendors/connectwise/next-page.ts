/** Which page of a list, as ConnectWise counts: by number, or forward only behind an id. */
export interface PageMark {
  readonly name: 'page' | 'pageId'
  readonly value: number
}

/** Characters of a header that are looked at: a head of a message has 16 KiB at most. */
const maxLength = 16_384

/**
 * The page that a `Link` header (RFC 8288) calls `next`; null when it calls none so, or one without a number.
 *
 * Two numbers are all that is taken from a link. Its scheme, host and path are what ConnectWise believes its own address to
 * be, which is another where TLS ends in front of a server, where a region answers for another, or behind the router of
 * the cloud; and credentials go to no address that an answer names.
 */
export function readNextPage(header: string | string[] | undefined): PageMark | null {
  const text = (Array.isArray(header) ? header.join(',') : (header ?? '')).slice(0, maxLength)
  for (const { target, parameters } of readLinks(text)) {
    // Of several `rel` of one link only the first counts; each can hold several words.
    const rel = parameters.find(({ name }) => name === 'rel')?.value ?? ''
    if (!rel.toLowerCase().split(/\s+/).includes('next')) continue
    const mark = readMark(target)
    if (mark) return mark
  }
  return null
}

interface Link {
  readonly target: string
  readonly parameters: readonly { readonly name: string; readonly value: string }[]
}

/** Reads links from left to right, each sign once; ends where the text is no list of links any more. */
function readLinks(text: string): Link[] {
  const links: Link[] = []
  let at = 0
  const skip = (signs: RegExp) => {
    signs.lastIndex = at
    at += signs.exec(text)?.[0].length ?? 0
  }
  for (;;) {
    skip(/[\s,]*/y)
    const end = text[at] === '<' ? text.indexOf('>', at) : -1
    if (end < 0) return links
    const target = text.slice(at + 1, end).trim()
    const parameters: Link['parameters'][number][] = []
    at = end + 1
    skip(/\s*/y)
    while (text[at] === ';') {
      at++
      skip(/\s*/y)
      const nameAt = at
      skip(/[^\s=;,"<>]*/y)
      const name = text.slice(nameAt, at).toLowerCase()
      skip(/\s*/y)
      let value = ''
      if (text[at] === '=') {
        at++
        skip(/\s*/y)
        const valueAt = at
        skip(text[at] === '"' ? /"(?:[^"\\]|\\.)*"?/sy : /[^\s;,"]*/y)
        value = unquote(text.slice(valueAt, at))
        skip(/\s*/y)
      }
      parameters.push({ name, value })
    }
    links.push({ target, parameters })
    // What stands before the next comma is no parameter of ours.
    skip(/[^,]*/y)
  }
}

const unquote = (value: string) =>
  value.startsWith('"')
    ? value
        .replace(/^"/, '')
        .replace(/(?<!\\)"$/, '')
        .replaceAll(/\\(.)/gs, '$1')
    : value

/** The number in the query of an address, absolute or relative; parameters may be in any order and case. */
function readMark(target: string): PageMark | null {
  const query = target.replace(/#.*$/s, '').split('?').slice(1).join('?')
  const found = new Map<string, string>()
  // Some servers write a link as it stands in HTML.
  for (const [name, value] of new URLSearchParams(query.replaceAll('&amp;', '&'))) {
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), value)
  }
  const numberOf = (name: string) => (/^\d{1,15}$/.test(found.get(name) ?? '') ? Number(found.get(name)) : null)
  const [page, pageId] = [numberOf('page'), numberOf('pageid')]
  if (pageId !== null) return { name: 'pageId', value: pageId }
  return page === null ? null : { name: 'page', value: page }
}
