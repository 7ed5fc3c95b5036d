import { useEffect } from 'react'
import { useLocation } from 'wouter'
import { interfaceStore, openGgufFile } from '../stores/interface.ts'
import type { Section } from './sections.ts'
import { startShortcuts, useShortcut } from './shortcuts.ts'

/** Where the search field of the contents column is: the field that ⌘K goes to carries this attribute. */
const searchFieldSelector = '[data-contents-search]'

/** False where the field is not on the page. */
const focusSearchField = (): boolean => {
  const field = document.querySelector<HTMLElement>(searchFieldSelector)
  field?.focus()
  return field !== null
}

/** Puts the contents in sight where they are not. */
const showContents = (isNarrow: boolean): void =>
  interfaceStore.setState(isNarrow ? { isContentsOverlaid: true } : { isContentsShown: true })

/** Shows or hides the contents. */
export const toggleContents = (isNarrow: boolean): void =>
  interfaceStore.setState((state) =>
    isNarrow ? { isContentsOverlaid: !state.isContentsOverlaid } : { isContentsShown: !state.isContentsShown },
  )

/** The shortcuts that belong to no feature. */
export const useFrameShortcuts = (isNarrow: boolean): void => {
  const [, navigate] = useLocation()
  useEffect(startShortcuts, [])
  const go = (section: Section) => () => {
    navigate(`/${section}`)
    return undefined
  }
  useShortcut('section.chat', () => {
    navigate(interfaceStore.getState().lastChatPath)
    return undefined
  })
  useShortcut('section.lab', go('lab'))
  useShortcut('section.meter', go('meter'))
  useShortcut('section.library', go('library'))
  useShortcut('section.history', go('history'))
  useShortcut('section.settings', go('settings'))
  useShortcut('chat.new', go('chat'))
  useShortcut('chat.new-in-tab', go('chat'))
  useShortcut('open-file', () => {
    openGgufFile()
    return undefined
  })
  useShortcut('models', () => {
    interfaceStore.setState(({ isPickerOpen }) => ({ isPickerOpen: !isPickerOpen }))
    return undefined
  })
  useShortcut('help', () => {
    interfaceStore.setState({ isShortcutsOpen: true })
    return undefined
  })
  useShortcut('contents', () => {
    toggleContents(isNarrow)
    return undefined
  })
  useShortcut('search', () => {
    showContents(isNarrow)
    // At once where the field is there: the next key belongs to it.
    if (focusSearchField()) return undefined
    // The overlay mounts first, and gives the focus to its first control.
    requestAnimationFrame(() => requestAnimationFrame(focusSearchField))
    return undefined
  })
}
