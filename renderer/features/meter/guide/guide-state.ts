import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { closeContentsOverlay } from '../../../stores/interface.ts'

const guideStore = createStore(() => ({ isOpen: false }))

export const useGuideOpen = (): boolean => useStore(guideStore, ({ isOpen }) => isOpen)

export const setGuideOpen = (isOpen: boolean): void => guideStore.setState({ isOpen })

/** Opens the guide to this machine's meters, from wherever one is missing. */
export const openGuide = (): void => {
  closeContentsOverlay()
  setGuideOpen(true)
}
