import { useApolloClient } from '@apollo/client/react'
import { useEffect } from 'react'
import { beforeSignOut } from '../graphql/session.ts'
import { endChat, refreshChat, startChat } from './chat-widget.ts'
import { ChatWidgetDocument } from './chat-widget.gen.ts'

/** The chat with HubSpot, drawn by HubSpot's own script. Without settings for it there is none, and nobody is told. */
export function Chat({ pathname }: { pathname: string }) {
  const client = useApolloClient()
  useEffect(() => {
    let isGone = false
    const ask = async (): Promise<void> => {
      // Not into the cache: the token vouches for a person, and is needed once.
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
