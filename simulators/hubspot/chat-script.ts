/**
 * What `https://js.hs-scripts.com/{hubId}.js` stands for: the loader with a small launcher, and `HubSpotConversations`
 * as the widget's documentation describes it. It sets the cookies of the real one, so that tests can check whether it
 * ran.
 */
export function chatScript(hubId: string): string {
  return `(() => {
  if (window.hubspot_live_messages_running) return
  window.hubspot_live_messages_running = true
  const settings = window.hsConversationsSettings || {}
  const cookies = ['__hstc', 'hubspotutk', '__hssc', 'messagesUtk']
  const setCookies = () => {
    const names = settings.identificationToken ? cookies.slice(0, 3) : cookies
    for (const name of names) document.cookie = name + '=simulated; path=/; samesite=lax'
  }
  const listeners = new Map()
  const emit = (event) => (listeners.get(event) || []).forEach((listener) => listener({ event }))
  let launcher = null
  let panel = null
  const style = (element, rules) => Object.assign(element.style, rules)
  const isEarly = (method) => {
    if (!launcher) console.warn('HubSpotConversations.widget.' + method + ' was called before the widget was loaded')
    return !launcher
  }
  const widget = {
    load(options = {}) {
      if (launcher) return
      launcher = document.createElement('div')
      launcher.id = 'hubspot-messages-iframe-container'
      style(launcher, { position: 'fixed', right: '16px', bottom: '16px', zIndex: '2147483647' })
      const button = document.createElement('button')
      button.type = 'button'
      button.setAttribute('aria-label', 'Open chat')
      button.dataset.email = settings.identificationEmail || ''
      button.innerHTML =
        '<svg width="24" height="24" viewBox="0 0 24 24" fill="#fff" aria-hidden="true">' +
        '<path d="M5 4h14a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-8l-5 4v-4H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2z"/></svg>'
      style(button, {
        width: '52px', height: '52px', border: '0', borderRadius: '26px', background: '#ff7a59', fontSize: '22px',
        boxShadow: '0 2px 10px rgba(0,0,0,.3)', cursor: 'pointer',
      })
      button.onclick = () => (panel ? widget.close() : widget.open())
      launcher.append(button)
      document.body.append(launcher)
      setCookies()
      emit('widgetLoaded')
      if (options.widgetOpen) widget.open()
    },
    open() {
      if (isEarly('open') || panel) return
      panel = document.createElement('div')
      panel.setAttribute('role', 'dialog')
      panel.setAttribute('aria-label', 'Chat')
      panel.textContent = settings.identificationEmail ? 'Hello, ' + settings.identificationEmail : 'Hello'
      style(panel, {
        position: 'absolute', right: '0', bottom: '64px', width: '260px', padding: '20px', borderRadius: '12px',
        background: '#fff', color: '#213343', boxShadow: '0 4px 24px rgba(0,0,0,.3)', font: '14px sans-serif',
      })
      launcher.append(panel)
    },
    close() {
      if (isEarly('close')) return
      if (panel) panel.remove()
      panel = null
      emit('widgetClosed')
    },
    refresh() {
      if (isEarly('refresh')) return
      window.__hubspotRefreshes = (window.__hubspotRefreshes || 0) + 1
    },
    remove() {
      if (isEarly('remove')) return
      launcher.remove()
      launcher = panel = null
    },
    status: () => ({ loaded: launcher !== null, pending: false }),
  }
  window.HubSpotConversations = {
    widget,
    on: (event, listener) => listeners.set(event, [...(listeners.get(event) || []), listener]),
    off: (event, listener) => listeners.set(event, (listeners.get(event) || []).filter((known) => known !== listener)),
    clear(options = {}) {
      for (const name of cookies) document.cookie = name + '=; path=/; max-age=0'
      if (options.resetWidget && launcher) widget.remove()
    },
    resetAndReloadWidget() {
      if (launcher) widget.remove()
      widget.load()
    },
    hubId: ${JSON.stringify(hubId)},
  }
  if (settings.loadImmediately !== false) {
    if (document.body) widget.load()
    else document.addEventListener('DOMContentLoaded', () => widget.load())
  }
  for (const ready of window.hsConversationsOnReady || []) ready()
})()
`
}
