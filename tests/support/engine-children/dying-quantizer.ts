import { writeFileSync } from 'node:fs'

/** Writes the start of a file, as llama.cpp does, and dies. */
process.on('message', ({ targetPath }: { targetPath: string }) => {
  writeFileSync(targetPath, 'GGUF')
  process.abort()
})
