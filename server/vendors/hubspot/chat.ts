/** Whether the API at this address is HubSpot's own, and not a simulator's. */
export function isHubSpotsOwn({ hostname }: URL): boolean {
  return /(^|\.)(hubapi|hubspot)\.com$/.test(hostname)
}

/**
 * The address of the loader script of chat and tracking. HubSpot serves it from a host per region of the account's data;
 * any other API serves it beside itself.
 */
export function chatScriptUrl(baseUrl: URL, hubId: string, region: string): string {
  if (!isHubSpotsOwn(baseUrl)) return new URL(`${hubId}.js`, baseUrl).href
  return `https://${region === 'na1' ? 'js' : `js-${region}`}.hs-scripts.com/${hubId}.js`
}
