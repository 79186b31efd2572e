// Amounts are whole numbers of 10^-18 of the currency: nothing is a float, nothing is rounded.

import { homeCurrency, propertyOf, type HubSpotState, type WireRecord } from './state.ts'

export type Money = { amount: string; currency: string }

const decimalPlaces = 18

/** A decimal of the wire in units of 10^-18; null for what is none, such as "N/A". */
export function toUnits(text: string): bigint | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text.trim())
  if (!match) return null
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  if (whole + fraction === '') return null
  const shift = decimalPlaces - fraction.length + Number(exponent)
  const digits = BigInt(whole + fraction)
  if (shift < 0 && digits % 10n ** BigInt(-shift) !== 0n) throw new Error(`too many places for this oracle: ${text}`)
  const units = shift < 0 ? digits / 10n ** BigInt(-shift) : digits * 10n ** BigInt(shift)
  return sign === '-' ? -units : units
}

/** An amount with all its places, but at least two. */
export function unitsToText(units: bigint): string {
  const size = units < 0n ? -units : units
  const digits = size.toString().padStart(decimalPlaces + 1, '0')
  const whole = digits.slice(0, -decimalPlaces)
  const fraction = digits.slice(-decimalPlaces).replace(/0+$/, '').padEnd(2, '0')
  return `${units < 0n ? '-' : ''}${whole}.${fraction}`
}

/** What a deal is worth in the account's currency, in units of 10^-18; null when nobody knows. */
export function valueOf(deal: WireRecord, state: HubSpotState): bigint | null {
  const inHomeCurrency = propertyOf(deal, 'amount_in_home_currency')
  const converted = inHomeCurrency === null ? null : toUnits(inHomeCurrency)
  if (converted !== null) return converted
  const currency = propertyOf(deal, 'deal_currency_code')
  const amount = propertyOf(deal, 'amount')
  if (amount === null || (currency !== null && currency !== homeCurrency(state))) return null
  return toUnits(amount)
}

/** The sum of what the deals are worth; those without a value add nothing. */
export function totalOf(deals: WireRecord[], state: HubSpotState): Money {
  let total = 0n
  for (const deal of deals) total += valueOf(deal, state) ?? 0n
  return { amount: unitsToText(total), currency: homeCurrency(state) }
}
