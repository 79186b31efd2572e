import type { SimulatedUser } from './users.ts'

/*
 * The pages of the simulated identity provider: plain HTML that works by keyboard and without scripts, and without
 * branding.
 */

/** The sign-in page: all users, one button each. */
export function renderPeople(users: readonly SimulatedUser[]): string {
  const people = users.map(
    (user, index) => `<li><button name="user" value="${escape(user.sub)}"${index === 0 ? ' autofocus' : ''}>
<span class="face" style="--hue: ${hueOf(user.name)}" aria-hidden="true">${escape(initialsOf(user.name))}</span>
<span class="who"><span class="name">${escape(user.name)}</span><span class="mail">${escape(user.email)}</span></span>
<span class="role">${escape(describeRoles(user.roles))}</span></button></li>`,
  )
  return page(
    'Sign in as…',
    `<p>This is the demo’s own identity provider: all users are simulated and have no password.</p>
<form method="post"><ul>${people.join('\n')}</ul><button class="plain" name="cancel" value="1">Do not sign in</button></form>`,
  )
}

/** @param form the form to post to sign out; it submits itself */
export function renderSigningOut(form: string): string {
  const inside = '<input type="hidden" name="logout" value="yes"/><button class="plain">Sign out</button></form>'
  return page(
    'Signing out…',
    `${form.replace('</form>', inside)}<script>document.getElementById('op.logoutForm').submit()</script>`,
  )
}

export function renderSignedOut(): string {
  return page('You are signed out', '<p>You can close this page.</p>')
}

export function renderProblem(text: string): string {
  return page('That did not work', `<p>${escape(text)}</p>`)
}

/** `Operator, acme only`, `Operator, all tenants`, `Admin`, `No role`. */
function describeRoles(roles: readonly string[]): string {
  if (roles.length === 0) return 'No role'
  const describe = (role: string) =>
    role.replace(/^Operator$/, 'Operator, all tenants').replace(/^Operator\.(.+)$/, 'Operator, $1 only')
  return roles.map(describe).join('; ')
}

const initialsOf = (name: string) =>
  name
    .split(' ')
    .map((part) => part[0] ?? '')
    .join('')
    .slice(0, 2)

const hueOf = (name: string) => Buffer.from(name).reduce((hue, byte) => (hue * 31 + byte) % 360, 7)

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const style = `
:root { color-scheme: light dark; --ground: light-dark(#f2f4f7, #14171c); --card: light-dark(#fff, #1d2129);
  --text: light-dark(#1a1d23, #eceff4); --soft: light-dark(#5a6270, #a3acba); --line: light-dark(#d9dee6, #343b47);
  --hover: light-dark(#eef3ff, #262d3a); --focus: light-dark(#2453d6, #8fb0ff) }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--ground);
  color: var(--text); font: 1rem/1.45 system-ui, sans-serif }
main { width: min(32rem, 100%); padding: 1.5rem 2rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px }
h1 { margin: 0 0 .5rem; font-size: 1.35rem } p { margin: 0 0 1rem; color: var(--soft) }
ul { list-style: none; margin: 0 0 1rem; padding: 0; display: grid; gap: .375rem }
button { font: inherit; color: inherit; cursor: pointer; background: none; border: 1px solid var(--line); border-radius: 8px }
li button { width: 100%; display: flex; align-items: center; gap: .875rem; padding: .5rem .875rem; text-align: left }
button:hover { background: var(--hover) } button:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px }
.face { flex: none; width: 2.5rem; height: 2.5rem; display: grid; place-items: center; border-radius: 50%; font-weight: 600;
  color: #fff; background: hsl(var(--hue) 55% 38%) }
.who { flex: 1; min-width: 0; display: grid } .name { font-weight: 600 }
.mail { color: var(--soft); font-size: .875rem; overflow: hidden; text-overflow: ellipsis }
.role { color: var(--soft); font-size: .875rem; text-align: right } .plain { padding: .5rem .875rem }
`

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body><main><h1>${title}</h1>${body}</main></body></html>
`
}
