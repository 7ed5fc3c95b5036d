import { open } from 'node:fs/promises'

const longestLineBytes = 400

/** The last lines of a text file, oldest first; none where there is no file yet. Reads the end of the file only. */
export async function readLastLines(path: string, count: number): Promise<string[]> {
  await using file = await open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (!file) return []
  const { size } = await file.stat()
  const length = Math.min(size, count * longestLineBytes)
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(length), position: size - length })
  const lines = buffer.toString('utf8', 0, bytesRead).split('\n')
  // The first line may have been cut in two, and the last one is empty where the file ends in a line break.
  if (length < size) lines.shift()
  if (lines.at(-1) === '') lines.pop()
  return lines.slice(-count)
}
