import { useEffect } from 'react'

/** The title of the tab: what is shown first, so that tabs can be told apart. What lies over a page has it while it does. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    const before = document.title
    document.title = `${title} – Switchboard`
    return () => {
      document.title = before
    }
  }, [title])
}
