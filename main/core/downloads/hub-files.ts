/** A repository's files as they are at one commit. */
export type ResolvedFiles = {
  revision: string
  files: { path: string; sizeBytes: number | null; sha256: string | null }[]
}

/** What downloads ask of the hub. */
export interface HubFiles {
  /** Host and port, for the user to read. */
  readonly host: string
  /** Whether it is a mirror on this very machine, so that plain http to this machine is as good as it gets. */
  readonly isLocal: boolean
  /** What files of a repository are now. Faults: those of a request to the hub. */
  resolveFiles(
    repository: string,
    paths: readonly string[],
    options: { revision: string | null; signal: AbortSignal },
  ): Promise<ResolvedFiles>
  /** Where a file is at a commit. Faults: HUB_ENDPOINT_REFUSED. */
  fileUrl(repository: string, revision: string, path: string): URL
  /** The repository's page, for a browser. */
  pageUrl(repository: string): string
  /** The header that lets a request in; null for addresses that are not the hub's own. */
  authorization(url: URL): Promise<string | null>
}
