// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { Composer } from '../../../../../renderer/features/chat/composer/composer.tsx'
import { createStores } from '../../../../../renderer/stores/stores.tsx'
import { makeModel, makeModels } from '../../../fixtures.ts'
import { renderPart, setUpPage } from '../../../harness.tsx'

setUpPage()

// The pressed button was disabled with the focus on it, and swallowed every shortcut until the next click.
test('the focus goes back to the field once the button that sends was pressed', async () => {
  const stores = createStores()
  stores.models.setState(makeModels([makeModel()]), true)
  const onSend = vi.fn(async () => undefined)
  const settings = { systemPrompt: null, sampling: {} }
  renderPart(<Composer conversationId={null} settings={settings} onSettings={vi.fn()} onSend={onSend} />, { stores })
  const field = screen.getByRole('textbox')
  fireEvent.change(field, { target: { value: 'Hello' } })
  const button = screen.getByRole('button', { name: /Send/ })
  button.focus()
  fireEvent.click(button)
  await waitFor(() => expect(onSend).toHaveBeenCalledWith('Hello'))
  expect(document.activeElement).toBe(field)
})
