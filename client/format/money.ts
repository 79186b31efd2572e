import { locale } from './locale.ts'

/** An exact amount with its currency, as the graph has it. */
export interface Money {
  /** A decimal as text: it never becomes a number, which could not hold all its digits. */
  readonly amount: string
  readonly currency: string
}

const memo = new Map<string, Intl.NumberFormat>()

function formatter(currency: string, isRound: boolean): Intl.NumberFormat {
  const key = `${currency} ${isRound}`
  const known = memo.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    ...(isRound ? { maximumFractionDigits: 0 } : {}),
  })
  memo.set(key, made)
  return made
}

const isDecimal = (text: string): text is `${number}` => /^-?\d+(\.\d+)?$/.test(text)
const isCurrency = (text: string) => /^[A-Za-z]{3}$/.test(text)

const format = ({ amount, currency }: Money, isRound: boolean): string =>
  isDecimal(amount) && isCurrency(currency) ? formatter(currency, isRound).format(amount) : `${amount} ${currency}`

/** `$1,234.50`: every digit of the amount that the currency has. */
export const formatMoney = (money: Money): string => format(money, false)

/** `$1,235`: rounded, for headline figures. */
export const formatRoundMoney = (money: Money): string => format(money, true)

const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })

/** `1,235`: a rounded amount whose currency is unknown. */
export const formatRoundAmount = (amount: string): string => (isDecimal(amount) ? decimal.format(amount) : amount)
