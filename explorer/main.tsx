import 'graphiql/setup-workers/vite'
import 'graphiql/style.css'
import './explorer.css'
import './graphiql.css'
import { createRoot } from 'react-dom/client'
import { Explorer } from './explorer.tsx'
import { loadSettings } from './settings.ts'

const container = document.getElementById('explorer')
if (!container) throw new Error('The page has no place for the explorer.')
createRoot(container).render(<Explorer settings={await loadSettings()} />)
