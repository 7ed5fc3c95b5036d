// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { LibrarySearch } from '../../../../../renderer/features/library/contents/library-search.tsx'
import { resetHubSearch } from '../../../../../renderer/features/library/discover/hub-search.ts'
import { libraryStore } from '../../../../../renderer/features/library/library-state.ts'
import { renderPart, setUpPage } from '../../../harness.tsx'

setUpPage()
beforeEach(() => {
  resetHubSearch()
  libraryStore.setState({ search: '', hubWords: '' })
})

// The installed models stayed narrowed to what had been looked for on the hub: "0 of 6 models".
test('Enter takes the words to the hub, and the library is whole again', () => {
  const search = vi.fn(async () => ({ models: [], cursor: null }))
  renderPart(<LibrarySearch />, { client: { hub: { search } } })
  const field = screen.getByRole('searchbox')
  fireEvent.change(field, { target: { value: 'qwen' } })
  expect(libraryStore.getState().search).toBe('qwen')
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(search).toHaveBeenCalledWith(expect.objectContaining({ query: 'qwen' }), expect.anything())
  expect(libraryStore.getState()).toMatchObject({ search: '', hubWords: 'qwen' })
})

test('the down arrow goes on to the models that are left', () => {
  renderPart(
    <>
      <LibrarySearch />
      <a href="#one" data-row-link="one" tabIndex={-1}>
        One
      </a>
      <a href="#two" data-row-link="two" tabIndex={0}>
        Two
      </a>
    </>,
  )
  fireEvent.keyDown(screen.getByRole('searchbox'), { key: 'ArrowDown' })
  expect(document.activeElement?.textContent).toBe('Two')
})
