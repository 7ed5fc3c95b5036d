/** Saves a file as the browser saves downloads; the desktop shell asks where. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // Revoked at once, the download of a large file would not have begun.
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** Saves text as a file. */
export const saveText = (name: string, type: string, text: string): void =>
  saveFile(name, new Blob([text], { type: `${type};charset=utf-8` }))
