import { rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { lockFolder } from '../store/folder-lock.ts'

const runningSchema = z.object({
  /** `cli`: a command that ends by itself. */
  shell: z.enum(['electron', 'web', 'cli']),
  pid: z.number().int().positive(),
  /** Where the web shell can be reached, with its token; null for a shell that has a window of its own. */
  url: z.url().nullable(),
})
/** The shell that has the data folder, as it describes itself to a second start. */
export type RunningInstance = z.infer<typeof runningSchema>

/** The data folder, taken for this process. */
export type Instance = {
  /** Tells a second start how to reach this one. The file holds the token, so that its owner alone may read it. */
  announce(running: RunningInstance): Promise<void>
  release(): void
}

/** Takes the data folder for this process; null where another shell has it. A killed one leaves nothing behind. */
export function takeDataFolder(root: string): Instance | null {
  const unlock = lockFolder(join(root, 'lock'))
  if (!unlock) return null
  const file = join(root, 'running.json')
  rmSync(file, { force: true })
  return {
    announce: (running) => writeFile(file, JSON.stringify(running), { mode: 0o600 }),
    release: () => {
      rmSync(file, { force: true })
      unlock()
    },
  }
}

/** How to reach the shell that has the data folder; waits for one that is still starting, null where it stays silent. */
export async function findRunning(root: string, patienceMs = 5000): Promise<RunningInstance | null> {
  const giveUpAtMs = Date.now() + patienceMs
  for (;;) {
    const text = await readFile(join(root, 'running.json'), 'utf8').catch(() => null)
    const running = text === null ? null : runningSchema.safeParse(parseJson(text))
    if (running?.success) return running.data
    if (Date.now() >= giveUpAtMs) return null
    await delay(50)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
