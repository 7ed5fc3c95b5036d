// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { Composer } from '../../../../../renderer/features/chat/composer/composer.tsx'
import { createStores } from '../../../../../renderer/stores/stores.tsx'
import { aMeterState, aRange } from '../../../../support/energies.ts'
import { aPresentRun } from '../../../../support/lab-showcase/present-run.ts'
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

const renderWithForecast = (meter = aMeterState()) => {
  const stores = createStores()
  stores.models.setState(makeModels([makeModel()]), true)
  stores.meter.setState(meter, true)
  const forecast = vi.fn(async (_: { modelId: string; promptCharacters: number }) => ({
    promptTokens: 25,
    prefillMs: aRange(400, 25),
    energyJ: { low: 900, central: 1200, high: 1600 },
  }))
  const settings = { systemPrompt: null, sampling: {} }
  renderPart(<Composer conversationId="c" settings={settings} onSettings={vi.fn()} onSend={vi.fn()} />, {
    stores,
    client: { meter: { forecast } },
  })
  return forecast
}

test('what the prompt will take stands beside Send, as an estimate with both its ends', async () => {
  const forecast = renderWithForecast()
  fireEvent.change(screen.getByRole('textbox'), { target: { value: 'What does it take?' } })
  expect(await screen.findByText('0.9–1.6 kJ')).toBeTruthy()
  const words = screen.getByRole('button', { name: 'Estimated' }).getAttribute('aria-description')
  expect(words).toContain('About 25 tokens, read in about 0.30 s to 0.50 s')
  // The bug: a call for each letter.
  fireEvent.change(screen.getByRole('textbox'), { target: { value: 'What does it take, then?' } })
  expect(forecast).toHaveBeenCalledTimes(1)
  expect(forecast).toHaveBeenCalledWith({ modelId: 'model-1', promptCharacters: 100 })
})

test('nothing is asked for where nothing is read, and no figure shown', () => {
  const forecast = renderWithForecast(aMeterState({ charged: null }))
  fireEvent.change(screen.getByRole('textbox'), { target: { value: 'What does it take?' } })
  expect(forecast).not.toHaveBeenCalled()
  expect(screen.queryByText('Estimated')).toBeNull()
})

// The bug: a question that was sent while the lab measures came back as a failure.
test('while the lab measures nothing is sent, and what was typed stays', () => {
  const stores = createStores()
  stores.models.setState(makeModels([makeModel()]), true)
  stores.lab.setState(aPresentRun().progress, true)
  const onSend = vi.fn(async () => undefined)
  const settings = { systemPrompt: null, sampling: {} }
  renderPart(<Composer conversationId={null} settings={settings} onSettings={vi.fn()} onSend={onSend} />, { stores })
  const field = screen.getByRole('textbox')
  fireEvent.change(field, { target: { value: 'Hello' } })
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(onSend).not.toHaveBeenCalled()
  expect(field).toHaveProperty('value', 'Hello')
  expect(screen.getByText(/^In use by Lab/)).toBeTruthy()
})
