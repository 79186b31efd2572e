import { useQuery } from '@apollo/client/react'
import { useEffect, useState } from 'react'
import { ProgressBar } from '../design/progress-bar.tsx'
import { isSessionOver } from '../graphql/session.ts'
import { describeProgress } from './describe-progress.ts'
import { DealsProgressDocument } from './sales-page.gen.ts'

/** When all deals are read already, the answer takes less than this, and no progress is shown. */
const patienceMs = 350
const pollMs = 700

/** The gateway's progress in reading all deals; polls only while that is in progress. */
export function DealsProgress({ isReading }: { isReading: boolean }) {
  const isLong = useIsLong(isReading)
  return isLong ? <Progress /> : null
}

function Progress() {
  const [isDone, setDone] = useState(false)
  const { data } = useQuery(DealsProgressDocument, {
    fetchPolicy: 'no-cache',
    pollInterval: isDone ? 0 : pollMs,
    skipPollAttempt: isSessionOver,
  })
  const progress = data?.dealsProgress
  if (progress?.isDone && !isDone) setDone(true)
  const read = progress?.read ?? 0
  const total = progress?.total ?? null
  return (
    <ProgressBar label="Reading deals from HubSpot" text={describeProgress(read, total)} value={read} max={total} />
  )
}

/** Whether something has been in progress for longer than the given time. */
function useIsLong(isGoingOn: boolean): boolean {
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    if (!isGoingOn) return undefined
    const timer = setTimeout(() => setLong(true), patienceMs)
    return () => {
      clearTimeout(timer)
      setLong(false)
    }
  }, [isGoingOn])
  return isLong && isGoingOn
}
