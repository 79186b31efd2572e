import { createGraphiQLFetcher } from '@graphiql/toolkit'
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql'
import type { GraphQLSchema } from 'graphql'
import { useEffect, useMemo, useState } from 'react'
import { createPageStorage, sessionStorageOf } from './page-storage.ts'
import { samples } from './samples.ts'
import { samplesPlugin } from './samples-plugin.tsx'
import { loadSchema } from './schema.ts'
import type { Settings } from './settings.ts'
import { TokenForm } from './token-form.tsx'

const storage = createPageStorage(sessionStorageOf(window))
const plugins = [samplesPlugin, HISTORY_PLUGIN]

/** Calls with the token, and never with the session of the portal, whose cookie this origin may have. */
const createFetcher = (token: string) =>
  createGraphiQLFetcher({
    url: '/graphql',
    enableIncrementalDelivery: false,
    fetch: (address, init) => fetch(address, { ...init, credentials: 'omit' }),
    ...(token !== '' && { headers: { authorization: `Bearer ${token}` } }),
  })

type TokenState = Parameters<typeof TokenForm>[0]['state']

const noToken: TokenState = { kind: 'none', words: 'Enter an access token: every call needs one.' }
const isChecked: TokenState = { kind: 'good', words: 'The token is in use.' }

/** GraphiQL for this gateway's graph. Loads nothing from elsewhere. */
export function Explorer({ settings }: { settings: Settings }) {
  const [token, setToken] = useState(settings.token ?? '')
  const [schema, setSchema] = useState<GraphQLSchema | null>(null)
  const [state, setState] = useState<TokenState>(noToken)
  const fetcher = useMemo(() => createFetcher(token), [token])
  const isDocumented = settings.introspection !== 'off'

  useEffect(() => {
    let isCurrent = true
    async function read(): Promise<void> {
      setState({ kind: 'checking', words: 'Reading the schema…' })
      const answer = await loadSchema(token)
      if (!isCurrent) return
      if ('schema' in answer) setSchema(answer.schema)
      setState('schema' in answer ? isChecked : { kind: 'bad', words: answer.problem })
    }
    setSchema(null)
    if (token !== '' && isDocumented) void read()
    else setState(token === '' ? noToken : isChecked)
    return () => {
      isCurrent = false
    }
  }, [token, isDocumented])

  return (
    <>
      <header>
        <div className="bar">
          <h1 className="bar-title">Explorer</h1>
          <TokenForm
            token={token}
            isFromDemo={token !== '' && token === settings.token}
            state={state}
            onUse={setToken}
          />
        </div>
        {isDocumented ? null : (
          <p className="notice">
            This gateway shows its schema to no caller (its setting INTROSPECTION is off): there is no documentation, no
            completion and no check while you type. Operations run all the same; the examples show what can be asked.
          </p>
        )}
      </header>
      <main className="explorer">
        <GraphiQL
          fetcher={fetcher}
          schema={schema}
          storage={storage}
          shouldPersistHeaders={false}
          showPersistHeadersSettings={false}
          defaultQuery={samples[0]?.document ?? ''}
          plugins={plugins}
          visiblePlugin={samplesPlugin}
        >
          <GraphiQL.Logo>{null}</GraphiQL.Logo>
        </GraphiQL>
      </main>
    </>
  )
}
