import { useEffect } from 'react'

/**
 * Sets document.title, most specific part first, so that tabs can be told apart. A panel over a page sets its own while
 * open.
 */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    const before = document.title
    document.title = `${title} – Switchboard`
    return () => {
      document.title = before
    }
  }, [title])
}
