// @vitest-environment jsdom
import { cleanup, fireEvent, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keysText, type ShortcutId, shortcuts, startShortcuts, useShortcut } from '../../../renderer/app/shortcuts.ts'

let stop: () => void
beforeEach(() => {
  stop = startShortcuts()
})
afterEach(() => {
  stop()
  cleanup()
})

const Handler = ({ id, handler }: { id: ShortcutId; handler: () => boolean | undefined }) => {
  useShortcut(id, handler)
  return <input aria-label="field" />
}

test('the chord calls its handler, with Ctrl and with ⌘', () => {
  const handler = vi.fn(() => undefined)
  render(<Handler id="models" handler={handler} />)
  fireEvent.keyDown(window, { key: 'm', ctrlKey: true })
  fireEvent.keyDown(window, { key: 'm', metaKey: true })
  fireEvent.keyDown(window, { key: 'm' })
  expect(handler).toHaveBeenCalledTimes(2)
})

// “?” typed into the composer opened the list of shortcuts.
test('a plain key is left to the field that it is typed into', () => {
  const handler = vi.fn(() => undefined)
  const { getByLabelText } = render(<Handler id="help" handler={handler} />)
  fireEvent.keyDown(getByLabelText('field'), { key: '?', shiftKey: true })
  expect(handler).not.toHaveBeenCalled()
  fireEvent.keyDown(document.body, { key: '?', shiftKey: true })
  expect(handler).toHaveBeenCalledTimes(1)
})

test('the handler that came last goes first, and passes the key on with false', () => {
  const first = vi.fn(() => undefined)
  const second = vi.fn((): boolean | undefined => false)
  render(<Handler id="chat.stop" handler={first} />)
  const above = render(<Handler id="chat.stop" handler={second} />)
  fireEvent.keyDown(window, { key: 'Escape' })
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1])
  above.unmount()
  fireEvent.keyDown(window, { key: 'Escape' })
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([2, 1])
})

test('a key that someone else has handled, or that composes a character, is left alone', () => {
  const handler = vi.fn(() => undefined)
  render(<Handler id="chat.stop" handler={handler} />)
  const handled = new KeyboardEvent('keydown', { key: 'Escape', cancelable: true, bubbles: true })
  handled.preventDefault()
  window.dispatchEvent(handled)
  fireEvent.keyDown(window, { key: 'Escape', isComposing: true })
  expect(handler).not.toHaveBeenCalled()
})

test('no two shortcuts have the same keys', () => {
  const keys = Object.values(shortcuts).map((shortcut) => shortcut.keys)
  expect(new Set(keys).size).toBe(keys.length)
})

test('keys are written as the keyboard shows them', () => {
  expect(keysText('mod+k', true)).toBe('⌘K')
  expect(keysText('mod+k', false)).toBe('Ctrl K')
  expect(keysText('alt+arrowleft', false)).toBe('Alt ←')
})
