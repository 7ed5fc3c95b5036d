import { useEffect, useState } from 'react'

/** A value once it has been the same for so long. What only passes by, as under an arrow key that is held down, is never returned. */
export const useRested = <T>(value: T, restMs: number): T => {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs)
    return () => clearTimeout(timer)
  }, [value, restMs])
  return rested
}
