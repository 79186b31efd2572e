import { useEffect } from 'react'

/** The title of the tab: the page first, so that tabs can be told apart. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} – Switchboard`
  }, [title])
}
