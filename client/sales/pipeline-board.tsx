import { Missing } from '../page/problems.tsx'
import { Money } from '../design/money.tsx'
import { nameOr } from '../format/names.ts'
import { formatCount } from '../format/numbers.ts'
import type { Problem } from '../graphql/problems.ts'
import { DealsProgress } from './deals-progress.tsx'
import { describeStage } from './describe-stage.ts'
import { pageHref } from './page-address.ts'
import { allDeals, type PageState } from './page-state.ts'
import styles from './pipeline-board.module.css'
import type { Pipeline } from './use-sales-deals.ts'

interface PipelineBoardProps {
  readonly state: PageState
  /** Undefined while loading, null when they could not be loaded. */
  readonly pipelines: readonly Pipeline[] | null | undefined
  readonly isReading: boolean
  readonly problem: Problem | undefined
}

/** One pipeline, a column per stage; each links to its deals. */
export function PipelineBoard({ state, pipelines, isReading, problem }: PipelineBoardProps) {
  const shown = pipelines?.find(({ id }) => id === state.board) ?? pipelines?.[0]
  return (
    <section className={`card ${styles['board']}`} aria-labelledby="pipeline">
      <div className={styles['head']}>
        <h2 id="pipeline">
          <span>Pipeline</span> {shown && <span className="visually-hidden">{pipelineName(shown)}</span>}
        </h2>
        {shown && (
          <p className="muted">
            <a href={pageHref({ ...state, ...allDeals, pipeline: [shown.id] }, { fragment: 'deals' })}>
              {countDeals(shown.totalDeals)}
            </a>{' '}
            <span>worth</span> <Money value={shown.totalValue} isRound />
          </p>
        )}
        <div className={styles['progress']}>
          <DealsProgress isReading={isReading} />
        </div>
      </div>
      {pipelines && pipelines.length > 1 && (
        <nav aria-label="Which pipeline" className={styles['switch']}>
          {pipelines.map(({ id, name }) => (
            <a
              key={id}
              href={pageHref({ ...state, board: id })}
              {...(id === shown?.id ? { 'aria-current': true } : {})}
            >
              {pipelineName({ name })}
            </a>
          ))}
        </nav>
      )}
      {pipelines === null && <Missing problem={problem} />}
      {pipelines?.length === 0 && <p className={styles['empty']}>The account has no deal pipeline.</p>}
      {pipelines === undefined && <BoardSkeleton />}
      {shown && <Stages state={state} pipeline={shown} />}
    </section>
  )
}

function Stages({ state, pipeline }: { state: PageState; pipeline: Pipeline }) {
  const most = Math.max(1, ...pipeline.stages.map(({ dealCount }) => dealCount))
  return (
    <ol className={styles['stages']}>
      {pipeline.stages.map(({ id, label, probability, isClosed, dealCount, totalValue }) => {
        const isChosen = state.stage.includes(id) && state.pipeline.includes(pipeline.id)
        const target = { ...state, ...allDeals, board: state.board, pipeline: [pipeline.id], stage: [id] }
        return (
          <li key={id}>
            <a
              className={styles['stage']}
              href={pageHref(target, { fragment: 'deals' })}
              data-closed={isClosed || undefined}
              data-lost={(isClosed && probability === 0) || undefined}
              {...(isChosen ? { 'aria-current': true } : {})}
            >
              <span className={styles['label']} title={label}>
                {nameOr(label, '(no name)')}
              </span>
              <span className={styles['chance']}>{describeStage(isClosed, probability)}</span>
              <span className={`number ${styles['count']}`}>
                <span>{formatCount(dealCount)}</span>
                <span className={styles['unit']}>{dealCount === 1 ? ' deal' : ' deals'}</span>
              </span>
              <span className={styles['sum']}>
                <Money value={totalValue} isRound />
              </span>
              <span className={styles['track']} aria-hidden="true">
                <span className={styles['bar']} style={{ width: `${(dealCount / most) * 100}%` }} />
              </span>
            </a>
          </li>
        )
      })}
    </ol>
  )
}

const pipelineName = ({ name }: { name: string }) => nameOr(name, '(no name)')

const countDeals = (count: number) => `${formatCount(count)} ${count === 1 ? 'deal' : 'deals'}`

const BoardSkeleton = () => (
  <div className={styles['stages']} aria-hidden="true">
    {['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((key) => (
      <span key={key} className={`skeleton ${styles['bone']}`} />
    ))}
  </div>
)
