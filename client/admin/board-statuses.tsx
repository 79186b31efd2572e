import { useLazyQuery } from '@apollo/client/react'
import { useState } from 'react'
import { problemsOf } from '../graphql/problems.ts'
import { Problems } from '../page/problems.tsx'
import { TenantBoardsDocument, type TenantBoardsQuery } from './admin-page.gen.ts'
import { withBoardStatus, writeBoardStatuses, type BoardStatusChoice } from './credentials-input.ts'
import { LinesRow } from './lines-row.tsx'
import styles from './board-statuses.module.css'

interface BoardStatusesProps {
  readonly tenantId: string
  readonly saved: readonly BoardStatusChoice[]
  /** Whether saved credentials exist to query ConnectWise's boards with. */
  readonly canAsk: boolean
  readonly problem: string | null | undefined
}

/** Which status a logged change sets, by board: by their ids, or chosen from the boards of the tenant's own ConnectWise. */
export function BoardStatuses({ tenantId, saved, canAsk, problem }: BoardStatusesProps) {
  // Board ids are unique within one tenant only, so the answer is not cached across tenants.
  const [ask, { data, loading, error }] = useLazyQuery(TenantBoardsDocument, {
    fetchPolicy: 'no-cache',
    errorPolicy: 'all',
  })
  const run = () => {
    if (!loading) ask({ variables: { tenantId } }).catch(() => {})
  }
  const boards = data?.tenant?.connectWise.boards
  if (boards) return <Choices boards={boards} saved={saved} problem={problem} />
  return (
    <div className={styles['statuses']}>
      <LinesRow
        name="defaultStatuses"
        label="Default status per board"
        hint="board = status, by their ids, one per line"
        defaultValue={writeBoardStatuses(saved)}
        problem={problem}
      />
      {canAsk && (
        <button type="button" className="button" aria-disabled={loading} onClick={run}>
          {loading ? 'Asking ConnectWise…' : 'Choose from its boards'}
        </button>
      )}
      <Problems problems={problemsOf(error)} onRetry={run} />
    </div>
  )
}

type Board = NonNullable<NonNullable<TenantBoardsQuery['tenant']>['connectWise']['boards']>[number]

interface ChoicesProps {
  readonly boards: readonly Board[]
  readonly saved: readonly BoardStatusChoice[]
  readonly problem: string | null | undefined
}

function Choices({ boards, saved, problem }: ChoicesProps) {
  const [chosen, setChosen] = useState(saved)
  const choose = (boardId: number, statusId: number | null) =>
    setChosen((choices) => withBoardStatus(choices, boardId, statusId))
  return (
    <fieldset className={styles['statuses']}>
      <legend>Default status per board</legend>
      <input type="hidden" name="defaultStatuses" value={writeBoardStatuses(chosen)} />
      {boards.length === 0 && <p className={styles['hint']}>The API member can see no board in use.</p>}
      {boards.map((board) => (
        <Choice
          key={board.id}
          board={board}
          statusId={chosen.find(({ boardId }) => boardId === board.id)?.statusId ?? null}
          onChoose={(statusId) => choose(board.id, statusId)}
        />
      ))}
      {problem && <p className={styles['problem']}>{problem}</p>}
    </fieldset>
  )
}

interface ChoiceProps {
  readonly board: Board
  readonly statusId: number | null
  readonly onChoose: (statusId: number | null) => void
}

function Choice({ board, statusId, onChoose }: ChoiceProps) {
  const { name, id, statuses } = board
  const isKnown = statusId === null || statuses?.some((status) => status.id === statusId)
  return (
    <label className={styles['board']}>
      <span>{`${name} (${id})`}</span>
      <select
        className="field"
        value={statusId ?? ''}
        onChange={({ currentTarget }) => onChoose(currentTarget.value === '' ? null : Number(currentTarget.value))}
      >
        <option value="">None</option>
        {!isKnown && <option value={statusId}>{`Status ${statusId}, which the board does not have`}</option>}
        {(statuses ?? []).map((status) => (
          <option key={status.id} value={status.id}>
            {`${status.name} (${status.id})`}
          </option>
        ))}
      </select>
      {statuses === null && <span className={styles['problem']}>Its statuses cannot be read.</span>}
    </label>
  )
}
