import { useEffect } from 'react'
import { useClient } from '../data/client-context.tsx'

/** Says once that the page is on the screen: the app holds back what would have slowed it. */
export const useWindowDrawn = (): void => {
  const client = useClient()
  useEffect(() => {
    // The frame after the one that drew it: by then it has been painted.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => void client.app.windowDrawn().catch(() => undefined))
    })
    return () => cancelAnimationFrame(frame)
  }, [client])
}
