/** What came back for one address, redirects not followed. */
export interface Page {
  url: string
  status: number
  headers: Headers
  text: string
}

interface Cookie {
  host: string
  path: string
  name: string
  value: string
}

/** As much of a browser as sign-in needs: cookies by host and path, and redirects. */
export interface Browser {
  /** Asks once, with the cookies that belong there. */
  ask(url: string, init?: RequestInit): Promise<Page>
  /** Opens a page as a person does: by GET, through all redirects, to the last page. */
  visit(url: string): Promise<Page>
  /** Posts the form of a page and goes on as `visit`. */
  submit(page: Page, fields: Record<string, string>): Promise<Page>
  cookies(host: string): Record<string, string>
  setCookie(host: string, name: string, value: string): void
  /** Every address asked for so far. */
  readonly history: string[]
}

/**
 * @param where by origin, where it really is: lets a test have `https://portal.test` answered by a gateway on the loopback
 */
export function createBrowser(where: Readonly<Record<string, string>> = {}): Browser {
  let jar: Cookie[] = []
  const history: string[] = []

  function store(url: URL, header: string): void {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim())
    const at = pair.indexOf('=')
    const attribute = (name: string) =>
      attributes.find((text) => text.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1)
    const cookie = {
      host: url.hostname,
      path: attribute('path') ?? '/',
      name: pair.slice(0, at),
      value: pair.slice(at + 1),
    }
    jar = jar.filter(({ host, path, name }) => host !== cookie.host || path !== cookie.path || name !== cookie.name)
    const expires = attribute('expires')
    const isOver = attribute('max-age') === '0' || (expires !== undefined && Date.parse(expires) <= Date.now())
    if (!isOver) jar.push(cookie)
  }

  async function ask(address: string, init: RequestInit = {}): Promise<Page> {
    const url = new URL(address)
    history.push(url.href)
    const headers = new Headers(init.headers)
    const mine = jar.filter(({ host, path }) => host === url.hostname && url.pathname.startsWith(path))
    if (mine.length > 0) headers.set('cookie', mine.map(({ name, value }) => `${name}=${value}`).join('; '))
    if (!headers.has('accept')) headers.set('accept', 'text/html')
    const real = `${where[url.origin] ?? url.origin}${url.pathname}${url.search}`
    const response = await fetch(real, { ...init, headers, redirect: 'manual' })
    for (const header of response.headers.getSetCookie()) store(url, header)
    return { url: url.href, status: response.status, headers: response.headers, text: await response.text() }
  }

  async function follow(page: Page): Promise<Page> {
    for (let hops = 0; hops < 15; hops++) {
      const location = page.headers.get('location')
      if (location === null) return page
      page = await ask(new URL(location, page.url).href)
    }
    throw new Error(`Too many redirects: ${history.slice(-15).join(' ')}`)
  }

  return {
    ask,
    history,
    visit: async (url) => follow(await ask(url)),
    async submit(page, fields) {
      const action = /<form[^>]*action="([^"]*)"/.exec(page.text)?.[1] ?? page.url
      const hidden = page.text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)
      const all = { ...Object.fromEntries([...hidden].map(([, name = '', value = '']) => [name, value])), ...fields }
      const body = new URLSearchParams(all)
      return follow(await ask(new URL(action, page.url).href, { method: 'POST', body }))
    },
    cookies: (host) =>
      Object.fromEntries(jar.filter((cookie) => cookie.host === host).map(({ name, value }) => [name, value])),
    setCookie(host, name, value) {
      jar = jar.filter((cookie) => cookie.host !== host || cookie.name !== name)
      jar.push({ host, path: '/', name, value })
    },
  }
}
