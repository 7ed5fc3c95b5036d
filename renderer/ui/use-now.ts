import { useEffect, useState } from 'react'

/** The time, told anew each second while it is wanted. */
export const useNow = (isWanted: boolean): number => {
  const [nowMs, setNowMs] = useState(Date.now)
  useEffect(() => {
    if (!isWanted) return
    setNowMs(Date.now())
    const timer = setInterval(() => setNowMs(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isWanted])
  return nowMs
}
