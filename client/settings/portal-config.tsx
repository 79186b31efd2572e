import { createContext, type ReactNode, use, useEffect, useState } from 'react'
import { setGatewayClock } from '../format/gateway-clock.ts'

/** Run-time configuration: the same bundle serves every environment. */
export interface PortalConfig {
  readonly environment: 'development' | 'production'
  /** The IANA zone that defines where days begin and end. */
  readonly timeZone: string
}

const ConfigContext = createContext<PortalConfig | null>(null)

/** `/config.json`; null until loaded. Requested in parallel with the page's own operation, never before it. */
export const usePortalConfig = (): PortalConfig | null => use(ConfigContext)

/** The portal's time zone. Pages show no instants before the configuration is there. */
export const useTimeZone = (): string => usePortalConfig()?.timeZone ?? fallback.timeZone

/** Without a configuration the portal still works, and shows instants in the browser's zone. */
const fallback = {
  environment: 'production',
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
} as const satisfies PortalConfig

/** The configuration as served: with the gateway's time, null when that is not known. */
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
