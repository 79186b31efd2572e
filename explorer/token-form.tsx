import { useState, type SyntheticEvent } from 'react'

interface TokenFormProps {
  /** The token in use; empty: none. */
  readonly token: string
  readonly isFromDemo: boolean
  /** What has become of it. */
  readonly state: { readonly kind: 'none' | 'checking' | 'good' | 'bad'; readonly words: string }
  readonly onUse: (token: string) => void
}

/** Where a person enters the access token of their calls. It is kept by this page only, until it is left. */
export function TokenForm({ token, isFromDemo, state, onUse }: TokenFormProps) {
  const [entered, setEntered] = useState('')
  const use = (event: SyntheticEvent) => {
    event.preventDefault()
    // Copied with the name of its scheme, or line ends of a terminal.
    const wanted = entered.replace(/^\s*Bearer\s+/i, '').replaceAll(/\s/g, '')
    if (wanted === '') return
    setEntered('')
    onUse(wanted)
  }
  return (
    <form className="token" onSubmit={use} autoComplete="off">
      <p className={`token-state token-state-${state.kind}`} role="status">
        {state.words}
      </p>
      <label className="token-label" htmlFor="token">
        Access token
      </label>
      <input
        id="token"
        className="token-field"
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder={isFromDemo ? 'The demo’s is in use' : token === '' ? 'Paste one here' : 'Paste another one'}
        value={entered}
        onChange={(event) => setEntered(event.target.value)}
      />
      <button type="submit" className="token-button">
        Use
      </button>
      {token === '' ? null : (
        <button type="button" className="token-button" onClick={() => onUse('')}>
          Forget
        </button>
      )}
    </form>
  )
}
