// @vitest-environment jsdom
import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { MeterStrip } from '../../../renderer/app/meter-strip.tsx'
import { ModelPlate } from '../../../renderer/app/model-plate.tsx'
import { makeEngine, makeLoaded } from '../../support/make-engine.ts'
import { makeModel, makeModels } from '../fixtures.ts'
import { renderPart, setUpPage } from '../harness.tsx'

setUpPage()

const open = (change: Parameters<typeof makeEngine>[0]) => {
  const unload = vi.fn(async () => undefined)
  const view = renderPart(
    <>
      <ModelPlate />
      <MeterStrip />
    </>,
    { client: { engine: { unload } } },
  )
  act(() => {
    view.stores.models.setState(makeModels([makeModel()]), true)
    view.stores.engine.setState(makeEngine({ phase: 'ready', modelId: 'model-1', ...change }), true)
  })
  return { unload }
}
const loaded = makeLoaded({
  profileName: 'Long context',
  memory: { residentBytes: 1024 ** 3, mappedBytes: 0, vramBytes: null, isComplete: true },
})
const other = makeLoaded({ modelId: 'other', name: 'Other Model' })

test('what is in memory hangs from the strip, with what each takes; one is freed, or all', async () => {
  const { unload } = open({ loaded, alsoInMemory: [other] })
  fireEvent.click(screen.getByRole('button', { name: /^Ready/ }))
  expect(await screen.findByText('1.00 GiB of memory')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Free the memory of Other Model' }))
  await waitFor(() => expect(unload).toHaveBeenCalledWith({ modelId: 'other' }))
  fireEvent.click(screen.getByRole('button', { name: 'Free all' }))
  await waitFor(() => expect(unload).toHaveBeenLastCalledWith(undefined))
})

test('says in how long the memory is freed, where it is', () => {
  open({ loaded, idleUnloadAtMs: Date.now() + 3.5 * 60_000 })
  expect(screen.getByText('Freed in 4 min')).toBeTruthy()
})

test('the plate names the profile and counts the others; without any nothing hangs from the strip', () => {
  open({ loaded, alsoInMemory: [other] })
  expect(screen.getByText('Long context')).toBeTruthy()
  expect(screen.getByText('1 other model in memory')).toBeTruthy()
})

test('with nothing in memory the strip is no button', () => {
  open({ loaded: null, phase: 'off' })
  expect(screen.queryByRole('button', { name: /^No model loaded/ })).toBeNull()
})
