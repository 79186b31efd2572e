// Before the first paint, so that a chosen scheme never flashes. A file of its own: the Content-Security-Policy
// allows no inline script.
try {
  const theme = localStorage.getItem('theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is switched off: the system's scheme stands.
}
