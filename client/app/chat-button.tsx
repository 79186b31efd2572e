import { useSyncExternalStore } from 'react'
import { chatState } from '../chat/chat-state.ts'
import { ChatIcon } from '../design/icons.tsx'
import { formatCount } from '../format/numbers.ts'
import styles from './shell.module.css'

/** Opens HubSpot's chat from the header, where it covers nothing. Rendered once the chat has loaded. */
export function ChatButton() {
  const { stage, unread, toggle } = useSyncExternalStore(chatState.subscribe, chatState.get)
  if (stage === 'none') return null
  return (
    <button type="button" className={`button ${styles['chat']}`} aria-expanded={stage === 'open'} onClick={toggle}>
      <ChatIcon />
      <span className={styles['chatName']}>Chat</span>
      {unread > 0 && (
        <span className={styles['unread']} title={`${formatCount(unread)} unread`}>
          {formatCount(unread)}
        </span>
      )}
    </button>
  )
}
