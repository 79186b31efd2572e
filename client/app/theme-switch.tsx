import { useState } from 'react'
import { MoonIcon, ScreenIcon, SunIcon } from '../design/icons.tsx'
import styles from './theme-switch.module.css'

const themes = [
  { name: 'system', label: 'System', Icon: ScreenIcon },
  { name: 'light', label: 'Light', Icon: SunIcon },
  { name: 'dark', label: 'Dark', Icon: MoonIcon },
] as const

type Theme = (typeof themes)[number]['name']

function readTheme(): Theme {
  const chosen = document.documentElement.dataset['theme']
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system'
}

function applyTheme(theme: Theme): void {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset['theme']
  else dataset['theme'] = theme
  try {
    // public/theme.js reads it before the next first paint.
    if (theme === 'system') localStorage.removeItem('theme')
    else localStorage.setItem('theme', theme)
  } catch {
    // Storage is disabled: the choice lasts until the page is closed.
  }
}

export function ThemeSwitch() {
  const [theme, setTheme] = useState(readTheme)
  return (
    <fieldset className={styles['switch']}>
      <legend className="visually-hidden">Colours</legend>
      {themes.map(({ name, label, Icon }) => (
        <label key={name} title={label} className={styles['option']}>
          <input
            type="radio"
            name="theme"
            className="visually-hidden"
            checked={theme === name}
            onChange={() => {
              setTheme(name)
              applyTheme(name)
            }}
          />
          <span className="visually-hidden">{label}</span>
          <Icon />
        </label>
      ))}
    </fieldset>
  )
}
