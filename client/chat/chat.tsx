import { useApolloClient } from '@apollo/client/react'
import { useEffect } from 'react'
import { beforeSignOut, isSessionOver } from '../graphql/session.ts'
import { endChat, refreshChat, startChat } from './chat-widget.ts'
import { ChatWidgetDocument } from './chat-widget.gen.ts'

/** HubSpot's chat, rendered by HubSpot's own script. When it is not configured, nothing is shown. */
export function Chat({ pathname }: { pathname: string }) {
  const client = useApolloClient()
  useEffect(() => {
    let isGone = false
    const ask = async (): Promise<void> => {
      // A refusal would open the dialog about the ended session again.
      if (isSessionOver()) return
      // Not cached: the token identifies a user, and is needed once.
      const { data } = await client.query({ query: ChatWidgetDocument, fetchPolicy: 'no-cache', errorPolicy: 'all' })
      if (data?.chatWidget && !isGone) startChat(data.chatWidget)
    }
    ask().catch(() => {})
    const forget = beforeSignOut(endChat)
    return () => {
      isGone = true
      forget()
    }
  }, [client])
  useEffect(() => refreshChat(), [pathname])
  return null
}
