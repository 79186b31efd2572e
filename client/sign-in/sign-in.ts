import '../design/base.css'
import './sign-in.css'

/** The sign-in page: no framework, since there is one button. It knows only the URL to return to. */

const messages: Readonly<Record<string, string>> = {
  expired: 'Your session has ended. Sign in to go on where you were.',
  denied: 'Your account may not use Switchboard. Ask an administrator for access.',
  busy: 'Many people are signing in at the moment. Please try again in a minute.',
  failed: 'Signing in did not work. Please try again.',
}

const search = new URLSearchParams(window.location.search)

/** Only paths of this origin: anything else would make this page an open redirect. */
function returnAddress(): string {
  const wanted = search.get('return_to') ?? '/'
  if (!/^\/(?![/\\])/.test(wanted)) return '/'
  // A redirect never sees the fragment, but the browser carries it along to here.
  return wanted.includes('#') ? wanted : wanted + window.location.hash
}

const error = search.get('error')
const message = document.getElementById('message')
if (message && error) {
  message.textContent = messages[error] ?? messages['failed'] ?? ''
  message.hidden = false
}

// Back to this page after sign-in restores it from the back-forward cache: reload, and the gateway redirects.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) window.location.reload()
})

document.getElementById('sign-in')?.addEventListener('click', () => {
  window.location.assign(`/auth/login?return_to=${encodeURIComponent(returnAddress())}`)
})
