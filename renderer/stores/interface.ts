import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

type InterfaceState = {
  isPickerOpen: boolean
  isOpenFileOpen: boolean
  isShortcutsOpen: boolean
  /** The contents column beside a wide page. */
  isContentsShown: boolean
  /** The contents column over a narrow page. */
  isContentsOverlaid: boolean
  /** Where the chat was last: a conversation, or the blank page of a new one. */
  lastChatPath: string
  /** The dialog that makes quantizations, and of which model; a null model: not chosen yet. */
  quantize: { isOpen: boolean; modelId: string | null }
}

/** What is open in the frame. Any feature may open the picker, say, without knowing where it hangs. */
export const interfaceStore = createStore<InterfaceState>(() => ({
  isPickerOpen: false,
  isOpenFileOpen: false,
  isShortcutsOpen: false,
  isContentsShown: true,
  isContentsOverlaid: false,
  lastChatPath: '/chat',
  quantize: { isOpen: false, modelId: null },
}))

export const useInterface = <S>(select: (state: InterfaceState) => S): S => useStore(interfaceStore, select)

export const openModelPicker = (): void => interfaceStore.setState({ isPickerOpen: true })

export const setModelPickerOpen = (isPickerOpen: boolean): void => interfaceStore.setState({ isPickerOpen })

/** Puts away the contents that lie over a narrow page, once something was chosen from them. */
export const closeContentsOverlay = (): void => interfaceStore.setState({ isContentsOverlaid: false })

/** Opens the way to a GGUF file: the shell's dialog where it has one, else a field for a path. */
export const openGgufFile = (): void => interfaceStore.setState({ isOpenFileOpen: true, isPickerOpen: false })

/** Opens the dialog that makes quantizations of a model. */
export const openQuantize = (modelId: string | null): void =>
  interfaceStore.setState({ quantize: { isOpen: true, modelId } })
