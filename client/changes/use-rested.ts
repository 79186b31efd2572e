import { useEffect, useState } from 'react'

/** The value once it has not changed for `restMs`: what somebody is typing, when they pause. */
export function useRested<T>(value: T, restMs: number): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    if (value === rested) return undefined
    const timer = setTimeout(() => setRested(value), restMs)
    return () => clearTimeout(timer)
  }, [value, rested, restMs])
  return rested
}
