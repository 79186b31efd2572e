import { formatMoney, formatRoundMoney, type Money as Amount } from '../format/money.ts'

/** An amount. When it is rounded, its title and its `value` hold the exact one. */
export function Money({ value, isRound = false }: { value: Amount; isRound?: boolean }) {
  return (
    <data className="number" value={value.amount} {...(isRound ? { title: formatMoney(value) } : {})}>
      {isRound ? formatRoundMoney(value) : formatMoney(value)}
    </data>
  )
}
