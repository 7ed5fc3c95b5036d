// @vitest-environment jsdom
import { ORPCError } from '@orpc/client'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { AddFolder } from '../../../../../renderer/features/library/contents/add-folder-dialog.tsx'
import { FolderList } from '../../../../../renderer/features/library/contents/folder-list.tsx'
import { shortPath } from '../../../../../renderer/features/library/contents/folder-name.ts'
import { clearFilter, libraryStore } from '../../../../../renderer/features/library/library-state.ts'
import { createStores } from '../../../../../renderer/stores/stores.tsx'
import { makeFolder, makeFolders } from '../../../fixtures.ts'
import { type FakeClient, renderPart, setUpPage } from '../../../harness.tsx'

setUpPage()
beforeEach(clearFilter)

const open = (state = makeFolders(), folders: FakeClient['folders'] = {}) => {
  const stores = createStores()
  stores.folders.setState(state, true)
  return renderPart(
    <>
      <AddFolder />
      <FolderList />
    </>,
    { stores, client: { folders } },
  )
}

test('a folder whose drive is not connected says so, and one that is being read', () => {
  open(makeFolders({ folders: [makeFolder({ isReachable: false }), makeFolder({ id: 'b', isScanning: true })] }))
  expect(screen.getByText('not reachable now')).toBeTruthy()
  expect(screen.getByText('being read')).toBeTruthy()
})

test('a folder narrows the list to its models', () => {
  open()
  fireEvent.click(screen.getByRole('button', { name: /media|models/, pressed: false }))
  expect(libraryStore.getState().filter.folder).toEqual(['folder-1'])
})

test('taking a folder out offers to take that back', async () => {
  const add = vi.fn(async () => makeFolder())
  const remove = vi.fn(async () => undefined)
  open(makeFolders(), { add, remove })
  fireEvent.click(screen.getByRole('button', { name: /^More about/ }))
  fireEvent.click(await screen.findByRole('menuitem', { name: 'Take out of the library' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }))
  expect(remove).toHaveBeenCalledWith({ id: 'folder-1' })
  await waitFor(() => expect(add).toHaveBeenCalledWith({ path: '/media/me/models' }))
})

test('Wattle’s own folder cannot be taken out', async () => {
  open(makeFolders({ folders: [makeFolder({ kind: 'own' })] }))
  fireEvent.click(screen.getByRole('button', { name: /^More about/ }))
  expect(await screen.findByRole('menuitem', { name: 'Look for changes now' })).toBeTruthy()
  expect(screen.queryByRole('menuitem', { name: 'Take out of the library' })).toBeNull()
})

test('a folder of another program is offered with what is in it, and added by its id', async () => {
  const addDetected = vi.fn(async () => makeFolder())
  const detected = [{ id: 'lm', kind: 'lm-studio' as const, path: '/x', modelCount: 12, sizeBytes: 41_200_000_000 }]
  open(makeFolders({ detected }), { addDetected })
  expect(screen.getByText('12 models · 41.2 GB')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Add LM Studio' }))
  await waitFor(() => expect(addDetected).toHaveBeenCalledWith({ id: 'lm' }))
})

test('a path that is refused says why where it was typed, and can be mended', async () => {
  const add = vi.fn(async ({ path }: { path: string }) =>
    path === '/good'
      ? makeFolder()
      : Promise.reject(new ORPCError('FOLDER_NOT_FOUND', { data: { params: {}, detail: null } })),
  )
  open(makeFolders(), { add })
  fireEvent.click(screen.getByRole('button', { name: 'Add a folder' }))
  const field = await screen.findByLabelText('Path of the folder')
  fireEvent.change(field, { target: { value: ' /bad ' } })
  fireEvent.click(screen.getByRole('button', { name: 'Add' }))
  expect(await screen.findByText('There is no such folder')).toBeTruthy()
  fireEvent.change(field, { target: { value: '/good' } })
  fireEvent.click(screen.getByRole('button', { name: 'Add' }))
  await waitFor(() => expect(screen.queryByLabelText('Path of the folder')).toBeNull())
})

test('a long path keeps its end, which tells folders apart', () => {
  expect(shortPath('/media/me/Archive/models')).toBe('…/Archive/models')
  expect(shortPath('D:\\models')).toBe('D:\\models')
  expect(shortPath('C:\\Users\\me\\models')).toBe('…\\me\\models')
})
