import { findRunning } from '../shell/single-instance.ts'

/**
 * Shows the Wattle that has the data folder already. `show` gets its address and a way to make one for a window.
 * Rejects with a sentence for the user where it cannot be reached from here.
 */
export async function joinRunning(
  dataFolder: string,
  show: (url: string, createWindowUrl: () => Promise<string>) => Promise<void>,
): Promise<void> {
  const running = await findRunning(dataFolder)
  if (!running)
    throw new Error(`Another program has ${dataFolder} open and does not answer. End it, then start Wattle again.`)
  if (running.shell === 'cli') {
    throw new Error(
      'A wattle command is at work on these data. Wait for its end, or name another folder with WATTLE_HOME.',
    )
  }
  if (running.url === null) {
    throw new Error(
      'Wattle is open already, in its desktop window. Close that first, or name another folder with WATTLE_HOME.',
    )
  }
  const { origin, searchParams } = new URL(running.url)
  await show(running.url, async () => {
    const response = await fetch(`${origin}/ticket`, {
      headers: { Authorization: `Bearer ${searchParams.get('token')}` },
    })
    if (!response.ok) throw new Error(`The running Wattle answered ${response.status}.`)
    return `${origin}/?ticket=${await response.text()}`
  })
}
