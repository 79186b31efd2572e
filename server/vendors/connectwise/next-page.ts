/** A page of a list, as ConnectWise identifies it: by number, or forward-only after an id. */
export interface PageMark {
  readonly name: 'page' | 'pageId'
  readonly value: number
}

/** Maximum examined length of the header: all headers together have 16 KiB at most. */
const maxLength = 16_384

/**
 * Returns the `next` page of a `Link` header (RFC 8288); null if there is none, or one without a number.
 *
 * Takes only two numbers from a link. Its scheme, host and path are what the server believes its own URL to be, which
 * differs behind a TLS proxy, another region or the cloud's router; and credentials must not be sent to a URL named in
 * a response.
 */
export function readNextPage(header: string | string[] | undefined): PageMark | null {
  const text = (Array.isArray(header) ? header.join(',') : (header ?? '')).slice(0, maxLength)
  for (const { target, parameters } of readLinks(text)) {
    // Only the first `rel` of a link counts; it can hold several words.
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

/** Parses links in a single pass; stops where the text is no longer a list of links. */
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
    // Skip anything else before the next comma.
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

/** Extracts the number from the query of a URL, absolute or relative; parameters may be in any order and case. */
function readMark(target: string): PageMark | null {
  const query = target.replace(/#.*$/s, '').split('?').slice(1).join('?')
  const found = new Map<string, string>()
  // Some servers HTML-escape the link.
  for (const [name, value] of new URLSearchParams(query.replaceAll('&amp;', '&'))) {
    if (!found.has(name.toLowerCase())) found.set(name.toLowerCase(), value)
  }
  const numberOf = (name: string) => (/^\d{1,15}$/.test(found.get(name) ?? '') ? Number(found.get(name)) : null)
  const [page, pageId] = [numberOf('page'), numberOf('pageid')]
  if (pageId !== null) return { name: 'pageId', value: pageId }
  return page === null ? null : { name: 'page', value: page }
}
