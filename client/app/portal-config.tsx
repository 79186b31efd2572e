import { createContext, type ReactNode, use, useEffect, useState } from 'react'
import { setGatewayClock } from '../format/gateway-clock.ts'

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
const fallback = {
  environment: 'production',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
} as const satisfies PortalConfig

/** As it comes: with the gateway's time, null when that is not known. */
interface ConfigAnswer extends PortalConfig {
  readonly now: string | null
}

const noAnswer: ConfigAnswer = { ...fallback, now: null }

async function fetchConfig(): Promise<ConfigAnswer> {
  const response = await fetch('/config.json', { credentials: 'same-origin', headers: { 'x-portal': '1' } })
  if (!response.ok) return noAnswer
  return { ...noAnswer, ...((await response.json()) as Partial<ConfigAnswer>) }
}

async function loadConfig(): Promise<PortalConfig> {
  const { now, ...config } = await fetchConfig().catch(() => noAnswer)
  setGatewayClock(now)
  return config
}

export function ConfigProvider({ children }: { children: ReactNode }) {
  const [config, setConfig] = useState<PortalConfig | null>(null)
  useEffect(() => {
    void loadConfig().then(setConfig)
  }, [])
  return <ConfigContext value={config}>{children}</ConfigContext>
}
