/** HubSpot's instants: a `Z` at the end, milliseconds left out when they are zero. */
export const toWireDate = (instant: number): string => new Date(instant).toISOString().replace('.000Z', 'Z')
