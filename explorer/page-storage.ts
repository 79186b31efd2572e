/** What GraphiQL keeps, as the part of `Storage` that it uses. */
export type PageStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'clear' | 'length'>

/** Names under which GraphiQL would keep headers: its history has those of each operation that was run. */
const withHeaders = new Set(['graphiql:headers', 'graphiql:queries', 'graphiql:favorites'])

/**
 * Documents and the layout last as long as the browser's tab; what may hold a header, and so a token, as long as the
 * page. Nothing is kept in `localStorage`.
 */
export function createPageStorage(session: Storage | null): PageStorage {
  const memory = new Map<string, string>()
  const isForMemory = (name: string) => session === null || withHeaders.has(name)
  return {
    getItem: (name) => (isForMemory(name) ? (memory.get(name) ?? null) : (session?.getItem(name) ?? null)),
    setItem(name, value) {
      if (isForMemory(name)) memory.set(name, value)
      else session?.setItem(name, value)
    },
    removeItem(name) {
      memory.delete(name)
      session?.removeItem(name)
    },
    clear() {
      memory.clear()
      session?.clear()
    },
    get length() {
      return memory.size + (session?.length ?? 0)
    },
  }
}

/** The tab's storage; null where the browser forbids it. */
export function sessionStorageOf(page: Window): Storage | null {
  try {
    return page.sessionStorage
  } catch {
    return null
  }
}
