/** Whether the URL is HubSpot's own API rather than a simulator's. */
export function isHubSpotsOwn({ hostname }: URL): boolean {
  return /(^|\.)(hubapi|hubspot)\.com$/.test(hostname)
}

/**
 * URL of the loader script of chat and tracking. HubSpot serves it from a host per data region; any other API serves it
 * itself.
 */
export function chatScriptUrl(baseUrl: URL, hubId: string, region: string): string {
  if (!isHubSpotsOwn(baseUrl)) return new URL(`${hubId}.js`, baseUrl).href
  return `https://${region === 'na1' ? 'js' : `js-${region}`}.hs-scripts.com/${hubId}.js`
}
