import type { ReactNode } from 'react'
import { FigureGrid, FigureTile } from '../design/figure-tile.tsx'
import { Money } from '../design/money.tsx'
import { formatCount } from '../format/numbers.ts'
import { pageHref } from './page-address.ts'
import { allDeals, type PageState } from './page-state.ts'
import type { SalesPageQuery } from './sales-page.gen.ts'
import styles from './sales-page.module.css'
import type { DealSummary } from './use-sales-deals.ts'

interface CrmFiguresProps {
  readonly state: PageState
  /** Undefined while loading, null when it could not be loaded; the same goes for `deals`. */
  readonly summary: SalesPageQuery['summary'] | undefined
  readonly deals: DealSummary | null | undefined
}

/** The CRM figures. Those computed from deals load later, and link to exactly the deals they count. */
export function CrmFigures({ state, summary, deals }: CrmFiguresProps) {
  const href = (part: Partial<PageState>) => pageHref({ ...state, ...allDeals, ...part }, { fragment: 'deals' })
  const linked = (part: Partial<PageState>) => (deals ? { href: href(part) } : {})
  return (
    <section aria-label="Figures" className={styles['figures']}>
      <FigureGrid isLow>
        <FigureTile
          label="Contacts"
          {...figure(summary, ({ contacts }) => formatCount(contacts), 'people in the CRM')}
        />
        <FigureTile
          label="Companies"
          {...figure(summary, ({ companies }) => formatCount(companies), 'companies in the CRM')}
        />
        <FigureTile
          label="Deals"
          {...figure(deals, (known) => formatCount(known.deals), 'in all pipelines and stages')}
          {...linked({})}
        />
        <FigureTile
          label="Open value"
          {...figure(deals, (known) => <OpenValue byState={known.dealsByState} />, 'deals in open stages')}
          {...linked({ state: 'OPEN' })}
        />
        <FigureTile
          label="Total value"
          {...figure(deals, (known) => <Money value={known.totalDealValue} isRound />, 'all deals, including lost')}
          {...linked({})}
        />
      </FigureGrid>
    </section>
  )
}

/** Of exactly the deals that the link opens: those on hold in a closed stage are not among them. */
function OpenValue({ byState }: { byState: DealSummary['dealsByState'] }) {
  const open = byState.find(({ state }) => state === 'OPEN')
  return open ? <Money value={open.totalValue} isRound /> : '—'
}

function figure<Values>(
  values: Values | null | undefined,
  valueOf: (values: Values) => ReactNode,
  note: string,
): { value: ReactNode; note: string } {
  if (values) return { value: valueOf(values), note }
  if (values === null) return { value: '—', note: 'not available now' }
  return { value: <span className={`skeleton ${styles['pendingFigure']}`} />, note: 'reading all deals…' }
}
