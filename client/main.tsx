import './design/base.css'
import { ApolloProvider } from '@apollo/client/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { forgetOthers } from './app/personal-storage.ts'
import { ConfigProvider } from './app/portal-config.tsx'
import { createApolloClient } from './graphql/apollo.ts'
import { beforeSignOut } from './graphql/session.ts'
import { startRouter } from './router/router.ts'

startRouter()
beforeSignOut(() => forgetOthers(null))

// A chunk that is gone means a newer portal has been put in place: its page load brings the new names.
window.addEventListener('vite:preloadError', (event) => {
  event.preventDefault()
  window.location.reload()
})

const root = document.getElementById('portal')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ApolloProvider client={createApolloClient()}>
        <ConfigProvider>
          <App />
        </ConfigProvider>
      </ApolloProvider>
    </StrictMode>,
  )
}
