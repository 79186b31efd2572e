import './design/base.css'
import { ApolloProvider } from '@apollo/client/react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { forgetAtSignOut } from './viewer/personal-storage.ts'
import { ConfigProvider } from './settings/portal-config.tsx'
import { createApolloClient } from './graphql/apollo.ts'
import { startConnectivity } from './connection/connectivity.ts'
import { startRecovery } from './graphql/recovery.ts'
import { beforeSignOut } from './graphql/session.ts'
import { startRouter } from './router/router.ts'

startRouter()
beforeSignOut(forgetAtSignOut)
const client = createApolloClient()
startConnectivity()
startRecovery(client)

const root = document.getElementById('portal')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <ApolloProvider client={client}>
        <ConfigProvider>
          <App />
        </ConfigProvider>
      </ApolloProvider>
    </StrictMode>,
  )
}
