// Runs first, because it handles the failure of everything else: the page's entry script or style is missing when a
// newer portal was deployed in between, or when two gateways of different versions share one address. The page is then
// reloaded, once per version (see client/parts/newest-portal.ts, which keeps the same list for later files), and shows
// a message if that does not help, rather than staying empty.
;(() => {
  const key = 'reloaded-for'
  const read = (get) => {
    try {
      return get() || []
    } catch {
      return []
    }
  }
  const attempt = (set) => {
    try {
      set()
      return true
    } catch {
      return false
    }
  }

  const mayReload = (version) => {
    const known = [
      ...read(() => JSON.parse(sessionStorage.getItem(key))),
      ...read(() => history.state && history.state.reloadedFor),
    ]
    if (known.includes(version)) return false
    const versions = [...known, version]
    const isStored = attempt(() => sessionStorage.setItem(key, JSON.stringify(versions)))
    const isInHistory = attempt(() => history.replaceState({ ...history.state, reloadedFor: versions }, ''))
    return isStored || isInHistory
  }

  const showMessage = () => {
    const container = document.getElementById('portal') || document.querySelector('main') || document.body
    const words = document.createElement('p')
    words.setAttribute('role', 'alert')
    words.textContent = 'Switchboard could not be loaded. It may be being updated, or something in between blocks it.'
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'button'
    button.textContent = 'Try again'
    button.addEventListener('click', () => location.reload())
    const box = document.createElement('div')
    box.style.cssText = 'max-width: 36rem; margin: 10vh auto; padding: 0 1.5rem; font: 1rem/1.5 sans-serif'
    box.append(words, button)
    container.replaceChildren(box)
  }

  const handle = (event) => {
    const { target } = event
    const isScript = target instanceof HTMLScriptElement && target.type === 'module'
    const isStyle = target instanceof HTMLLinkElement && target.rel === 'stylesheet'
    const portal = document.getElementById('portal')
    // Once the portal runs, it handles later files itself.
    if (!(isScript || isStyle) || portal?.hasChildNodes()) return
    const entry = document.querySelector('script[type="module"][src]')
    if (mayReload(entry ? entry.src : '')) location.reload()
    // Without its style the page still works.
    else if (isScript) showMessage()
  }
  addEventListener('error', handle, true)
})()
