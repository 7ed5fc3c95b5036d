import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

/** A page that takes files of its own kind when they are dropped on the window; all others go to the library. */
export type DropTaker = {
  /** What is said while files are held over the window. */
  title: string
  note: string
  takes: (fileName: string) => boolean
  take: (files: readonly File[]) => void
}

const store = createStore<{ taker: DropTaker | null }>(() => ({ taker: null }))

/** The page that takes files now; null where the library takes all. */
export const useDropTaker = (): DropTaker | null => useStore(store, ({ taker }) => taker)

/** Takes dropped files while the component is there. `taker` has to be the same one from drawing to drawing. */
export const useTakesDrops = (taker: DropTaker): void => {
  useEffect(() => {
    store.setState({ taker })
    return () => store.setState({ taker: null })
  }, [taker])
}
