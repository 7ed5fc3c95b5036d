import { fireEvent, screen, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, vi } from 'vitest'
import { defaultSettings, type Settings } from '#contract/settings.ts'
import { type SettingsEditor, useSettingsEditor } from '../../../../renderer/features/settings/use-settings-editor.ts'
import { createStores } from '../../../../renderer/stores/stores.tsx'
import { type FakeClient, renderPart } from '../../harness.tsx'

const Host = ({ children }: { children: (editor: SettingsEditor) => ReactNode }) => {
  const editor = useSettingsEditor()
  return editor && children(editor)
}

/** One setting over settings that it can change. `change` hears each patch; `now` tells what the settings are. */
export const renderSetting = (
  children: (editor: SettingsEditor) => ReactNode,
  parts: Partial<Settings> = {},
  client: FakeClient = {},
) => {
  const stores = createStores()
  stores.settings.setState({ ...defaultSettings, ...parts }, true)
  const now = () => stores.settings.getState() ?? defaultSettings
  const change = vi.fn(async (patch: Partial<Settings>) => ({ ...now(), ...patch }))
  const view = renderPart(<Host>{children}</Host>, { stores, client: { settings: { change }, ...client } })
  return { ...view, change, now }
}

/** Types over what stands in a field, and leaves it. */
export const typeInto = (field: HTMLElement | string, text: string): void => {
  const element = typeof field === 'string' ? screen.getByLabelText(field) : field
  fireEvent.focus(element)
  fireEvent.change(element, { target: { value: text } })
  fireEvent.blur(element)
}

/** Types into a combobox, whose list opens. */
export const searchIn = (field: string, text: string): HTMLElement => {
  const element = screen.getByRole('combobox', { name: field })
  fireEvent.mouseDown(element)
  fireEvent.click(element)
  fireEvent.input(element, { target: { value: text } })
  return element
}

/** Takes the first option that a combobox finds, with the keyboard. */
export const choose = async (field: string, text: string, option: RegExp): Promise<void> => {
  const element = searchIn(field, text)
  const found = await screen.findByRole('option', { name: option })
  fireEvent.keyDown(element, { key: 'ArrowDown' })
  await waitFor(() => expect(element.getAttribute('aria-activedescendant')).toBe(found.id))
  fireEvent.keyDown(element, { key: 'Enter' })
}
