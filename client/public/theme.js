// Runs before the first paint, so that the wrong scheme never flashes. A file of its own: the Content-Security-Policy
// allows no inline script.
try {
  const theme = localStorage.getItem('theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is disabled: use the system's scheme.
}
