import { useEffect, useRef } from 'react'

/**
 * All shortcuts. `mod` is ⌘ on a Mac and Ctrl elsewhere. `inFields` ones also work while something is typed; the others only outside of
 * fields. `place` sorts them in the dialog.
 */
export const shortcuts = {
  'section.chat': { keys: 'mod+1', place: 'app', inFields: true },
  'section.lab': { keys: 'mod+2', place: 'app', inFields: true },
  'section.meter': { keys: 'mod+3', place: 'app', inFields: true },
  'section.library': { keys: 'mod+4', place: 'app', inFields: true },
  'section.history': { keys: 'mod+5', place: 'app', inFields: true },
  'section.settings': { keys: 'mod+6', place: 'app', inFields: true },
  search: { keys: 'mod+k', place: 'app', inFields: true },
  models: { keys: 'mod+m', place: 'app', inFields: true },
  'open-file': { keys: 'mod+o', place: 'app', inFields: true },
  contents: { keys: 'mod+\\', place: 'app', inFields: true },
  help: { keys: '?', place: 'app', inFields: false },
  'chat.new': { keys: 'mod+n', place: 'chat', inFields: true },
  // A browser keeps Ctrl+N for itself in its tabs.
  'chat.new-in-tab': { keys: 'alt+n', place: 'chat', inFields: true },
  'chat.stop': { keys: 'escape', place: 'chat', inFields: true },
  'chat.previous-branch': { keys: 'alt+arrowleft', place: 'chat', inFields: false },
  'chat.next-branch': { keys: 'alt+arrowright', place: 'chat', inFields: false },
} as const satisfies Record<string, { keys: string; place: 'app' | 'chat'; inFields: boolean }>

export type ShortcutId = keyof typeof shortcuts

/** Keys that a field handles itself and the table only tells of. */
export const fieldKeys = { 'composer.send': 'enter', 'composer.break': 'shift+enter' } as const

const isMac = (): boolean => /Mac|iPhone|iPad/.test(navigator.platform)

const names: Record<string, [mac: string, other: string]> = {
  mod: ['⌘', 'Ctrl'],
  alt: ['⌥', 'Alt'],
  shift: ['⇧', 'Shift'],
  enter: ['↵', '↵'],
  escape: ['Esc', 'Esc'],
  arrowleft: ['←', '←'],
  arrowright: ['→', '→'],
}

/** A chord as the reader's keyboard shows it: `⌘K`, or `Ctrl K`. */
export const keysText = (keys: string, mac = isMac()): string =>
  keys
    .split('+')
    .map((key) => names[key]?.[mac ? 0 : 1] ?? key.toUpperCase())
    .join(mac ? '' : ' ')

/** The keys of a shortcut as the reader's keyboard shows them. */
export const shortcutKeys = (id: ShortcutId): string => keysText(shortcuts[id].keys)

type Handler = (event: KeyboardEvent) => boolean | undefined
const handlers = new Map<ShortcutId, Handler[]>()

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))

/** True where the event is that chord. */
const matchesKeys = (event: KeyboardEvent, keys: string): boolean => {
  const parts = keys.split('+')
  const key = parts.at(-1) ?? ''
  const mod = parts.includes('mod')
  if (mod !== (event.ctrlKey || event.metaKey) || parts.includes('alt') !== event.altKey) return false
  // Shift makes the character itself, as in “?”, and is not looked at there.
  if (key.length > 1 && event.shiftKey !== parts.includes('shift')) return false
  return event.key.toLowerCase() === key
}

/** Gives the event to the handler of its shortcut that was registered last; one that returns false passes it on. */
const dispatch = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || event.isComposing) return
  for (const [id, registered] of handlers) {
    const { keys, inFields } = shortcuts[id]
    if (!matchesKeys(event, keys) || (!inFields && isField(event.target))) continue
    for (const handler of registered.toReversed()) {
      if (handler(event) === false) continue
      event.preventDefault()
      return
    }
  }
}

/** Listens for the shortcuts of the whole window. Returns the way to stop. */
export const startShortcuts = (): (() => void) => {
  window.addEventListener('keydown', dispatch)
  return () => window.removeEventListener('keydown', dispatch)
}

/** Handles a shortcut while the component is there. Return false to let the key do what it else does. */
export const useShortcut = (id: ShortcutId, handler: Handler): void => {
  const latest = useRef(handler)
  useEffect(() => {
    latest.current = handler
  })
  useEffect(() => {
    const call: Handler = (event) => latest.current(event)
    handlers.set(id, [...(handlers.get(id) ?? []), call])
    return () => {
      handlers.set(
        id,
        (handlers.get(id) ?? []).filter((other) => other !== call),
      )
    }
  }, [id])
}
