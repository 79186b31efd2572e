import { formatMoney, formatRoundMoney, type Money as Amount } from '../format/money.ts'

/** An amount. Rounded for a glance, it still tells the exact one to whoever points at it, and to programs. */
export function Money({ value, isRound = false }: { value: Amount; isRound?: boolean }) {
  return (
    <data className="number" value={value.amount} {...(isRound ? { title: formatMoney(value) } : {})}>
      {isRound ? formatRoundMoney(value) : formatMoney(value)}
    </data>
  )
}
