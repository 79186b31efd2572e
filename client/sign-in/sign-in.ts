import '../design/base.css'
import './sign-in.css'

/** The sign-in page: no framework, since there is one button. It knows nothing but where to come back to. */

const messages: Readonly<Record<string, string>> = {
  expired: 'Your session has ended. Sign in to go on where you were.',
  denied: 'Your account may not use Switchboard. Ask an administrator for access.',
  busy: 'Many people are signing in at the moment. Please try again in a minute.',
  failed: 'Signing in did not work. Please try again.',
}

const search = new URLSearchParams(window.location.search)

/** Only addresses of our own: anything else would make this page a springboard to other sites. */
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

// Back to this page after signing in shows it as it was left, from the browser's memory: the gateway leads on from here.
window.addEventListener('pageshow', ({ persisted }) => {
  if (persisted) window.location.reload()
})

document.getElementById('sign-in')?.addEventListener('click', () => {
  window.location.assign(`/auth/login?return_to=${encodeURIComponent(returnAddress())}`)
})
