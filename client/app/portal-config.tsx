import { createContext, type ReactNode, use, useEffect, useState } from 'react'

/** What the bundle must know at run time: the same files serve every environment. */
export interface PortalConfig {
  readonly environment: 'development' | 'production'
  /** The IANA zone in which days are cut. */
  readonly timeZone: string
}

const ConfigContext = createContext<PortalConfig | null>(null)

/** `/config.json`; null until it has come. It is asked for beside the page's own question, never before it. */
export const usePortalConfig = (): PortalConfig | null => use(ConfigContext)

/** The portal's time zone. Pages show no instants before the configuration is there. */
export const useTimeZone = (): string => usePortalConfig()?.timeZone ?? fallback.timeZone

/** Without a configuration the portal still works, with instants in the zone of the browser. */
const fallback: PortalConfig = {
  environment: 'production',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
}

async function fetchConfig(): Promise<PortalConfig> {
  const response = await fetch('/config.json', { credentials: 'same-origin', headers: { 'x-portal': '1' } })
  if (!response.ok) return fallback
  return { ...fallback, ...((await response.json()) as Partial<PortalConfig>) }
}

export function ConfigProvider({ children }: { children: ReactNode }) {
  const [config, setConfig] = useState<PortalConfig | null>(null)
  useEffect(() => {
    void fetchConfig()
      .catch(() => fallback)
      .then(setConfig)
  }, [])
  return <ConfigContext value={config}>{children}</ConfigContext>
}
