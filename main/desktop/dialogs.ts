import { type BrowserWindow, dialog, shell } from 'electron'

/** Asks for a GGUF file; null where the user cancelled. */
export async function pickModelFile(window: BrowserWindow | null): Promise<string | null> {
  const options: Electron.OpenDialogOptions = {
    title: 'Open model',
    properties: ['openFile'],
    filters: [
      { name: 'GGUF models', extensions: ['gguf'] },
      { name: 'All files', extensions: ['*'] },
    ],
  }
  return pick(window, options)
}

/** Asks for a folder with models; null where the user cancelled. */
export async function pickFolder(window: BrowserWindow | null): Promise<string | null> {
  return pick(window, { title: 'Add a folder of models', properties: ['openDirectory'] })
}

async function pick(window: BrowserWindow | null, options: Electron.OpenDialogOptions): Promise<string | null> {
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options))
  return canceled ? null : (filePaths[0] ?? null)
}

/** Shows a file in its folder in the file manager. */
export async function showFile(path: string): Promise<void> {
  shell.showItemInFolder(path)
}

/** Moves a file to the system's trash. Rejects with the system's reason. */
export function moveToTrash(path: string): Promise<void> {
  return shell.trashItem(path)
}

/** Shows a folder in the file manager. Rejects with the system's reason. */
export async function openFolder(path: string): Promise<void> {
  const problem = await shell.openPath(path)
  if (problem !== '') throw new Error(problem)
}
