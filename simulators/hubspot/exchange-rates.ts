/** What one unit of the account's other currencies is worth in its own. */
export const exchangeRates: Readonly<Record<string, string>> = { EUR: '1.0842', GBP: '1.2719' }
