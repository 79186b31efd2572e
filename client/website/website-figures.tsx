import { FigureGrid, FigureTile } from '../design/figure-tile.tsx'
import { type Analytics, describeFigures } from './describe-figures.ts'

interface WebsiteFiguresProps {
  readonly analytics: Analytics | null
  /** Whether some figures failed to load. */
  readonly isPartial: boolean
}

export function WebsiteFigures({ analytics, isPartial }: WebsiteFiguresProps) {
  return (
    <section aria-label="Figures">
      <FigureGrid isLow>
        {describeFigures(analytics, isPartial).map((figure) => (
          <FigureTile key={figure.label} {...figure} />
        ))}
      </FigureGrid>
    </section>
  )
}
