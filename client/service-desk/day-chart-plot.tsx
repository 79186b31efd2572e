import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { formatShortDay } from '../format/dates.ts'
import { formatCount } from '../format/numbers.ts'
import { axisTicks, type HrefOf, type Mark, nameOf, type Series } from './day-chart-bars.ts'
import styles from './day-chart.module.css'

interface DayChartPlotProps {
  readonly marks: readonly Mark[]
  readonly hrefOf: HrefOf
  /** The days that the list is filtered by. */
  readonly chosen: { readonly from: string; readonly to: string } | null
}

const height = 200
const margin = { top: 8, right: 2, bottom: 24, left: 30 }
const series: readonly Series[] = ['created', 'completed']
const plotHeight = height - margin.top - margin.bottom

/** The bars, in the width that there is for them. */
export function DayChartPlot(props: DayChartPlotProps) {
  const frame = useRef<HTMLDivElement>(null)
  const width = useWidth(frame)
  return (
    <div ref={frame} className={styles['plot']}>
      {width !== null && width > 0 && <Bars {...props} width={width} />}
    </div>
  )
}

/**
 * The bars. Each is a link; together they are one tab stop, within which the arrow keys move. The clickable area
 * extends above short bars.
 */
function Bars({ marks, hrefOf, chosen, width }: DayChartPlotProps & { readonly width: number }) {
  const frame = useRef<SVGSVGElement>(null)
  const [hovered, setHovered] = useState<number | null>(null)
  const [stop, setStop] = useState(0)

  const ticks = axisTicks(Math.max(1, ...marks.flatMap(({ created, completed }) => [created, completed])))
  const largest = ticks.at(-1) ?? 1
  const step = (width - margin.left - margin.right) / Math.max(1, marks.length)
  const barWidth = Math.max(1.5, Math.min(18, step * 0.36))
  const xOf = (index: number) => margin.left + index * step
  const yOf = (count: number) => margin.top + plotHeight * (1 - count / largest)
  const labelEvery = Math.max(1, Math.ceil(58 / step))
  const bars = marks.flatMap((mark, index) => series.flatMap((name) => (mark[name] > 0 ? [{ index, name }] : [])))

  function walk(event: KeyboardEvent): void {
    const moves: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 1, ArrowUp: -1 }
    const move = moves[event.key]
    const target = event.key === 'Home' ? 0 : event.key === 'End' ? bars.length - 1 : move && stop + move
    if (target === undefined || target < 0 || target >= bars.length) return
    event.preventDefault()
    setStop(target)
    frame.current?.querySelectorAll<SVGAElement>('a')[target]?.focus()
  }

  const shown = hovered === null ? undefined : marks[hovered]
  return (
    <>
      <svg
        ref={frame}
        width={width}
        height={height}
        role="group"
        aria-label="Tickets created and completed; arrow keys walk along the bars"
        onKeyDown={walk}
        onPointerLeave={() => setHovered(null)}
      >
        <g aria-hidden="true">
          {ticks.map((tick) => (
            <g key={tick}>
              <line className={styles['grid']} x1={margin.left} x2={width} y1={yOf(tick)} y2={yOf(tick)} />
              <text className={styles['tick']} x={margin.left - 8} y={yOf(tick)} dy="0.32em" textAnchor="end">
                {formatCount(tick)}
              </text>
            </g>
          ))}
          {marks.map((mark, index) => {
            const isChosen = chosen !== null && mark.from >= chosen.from && mark.to <= chosen.to
            return (
              <g key={mark.from}>
                {(isChosen || hovered === index) && (
                  <rect
                    className={isChosen ? styles['chosen'] : styles['hovered']}
                    x={xOf(index)}
                    y={margin.top}
                    width={step}
                    height={plotHeight}
                  />
                )}
                {index % labelEvery === 0 && xOf(index) + step / 2 < width - 16 && (
                  <text className={styles['tick']} x={xOf(index) + step / 2} y={height - 6} textAnchor="middle">
                    {formatShortDay(mark.from)}
                  </text>
                )}
              </g>
            )
          })}
        </g>
        {bars.map(({ index, name }, barIndex) => {
          const mark = marks[index]
          if (!mark) return null
          const half = xOf(index) + (name === 'created' ? 0 : step / 2)
          const x = xOf(index) + step / 2 + (name === 'created' ? -barWidth - 0.5 : 0.5)
          return (
            <a
              key={mark.from + name}
              href={hrefOf(mark, name)}
              className={styles['mark']}
              aria-label={`${nameOf(mark)}: ${formatCount(mark[name])} ${name}`}
              tabIndex={barIndex === Math.min(stop, bars.length - 1) ? 0 : -1}
              onFocus={() => {
                setStop(barIndex)
                setHovered(index)
              }}
              onBlur={() => setHovered(null)}
              onPointerEnter={() => setHovered(index)}
            >
              <rect className={styles['hit']} x={half} y={margin.top} width={step / 2} height={plotHeight} />
              <rect
                className={styles['bar']}
                data-series={name}
                x={x}
                y={yOf(mark[name])}
                width={barWidth}
                height={margin.top + plotHeight - yOf(mark[name])}
                rx={Math.min(2.5, barWidth / 3)}
              />
            </a>
          )
        })}
      </svg>
      {shown && hovered !== null && (
        <div
          className={styles['tooltip']}
          aria-hidden="true"
          style={{ left: Math.min(Math.max(xOf(hovered) + step / 2, 80), Math.max(80, width - 80)) }}
        >
          <strong>{nameOf(shown)}</strong>
          <span data-series="created">{`${formatCount(shown.created)} created`}</span>
          <span data-series="completed">{`${formatCount(shown.completed)} completed`}</span>
        </div>
      )}
    </>
  )
}

/**
 * The width of an element, updated on resize; null until the page has been laid out. Reading it at once would lay out the
 * whole page twice before anything is painted.
 */
function useWidth(element: { readonly current: HTMLElement | null }): number | null {
  const [width, setWidth] = useState<number | null>(null)
  useEffect(() => {
    const target = element.current
    if (!target) return undefined
    const observer = new ResizeObserver(() => setWidth(target.clientWidth))
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
  return width
}
