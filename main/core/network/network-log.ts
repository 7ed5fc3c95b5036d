import type { NetworkRequest } from '#contract/app.ts'

/** One request while it runs. */
export type RequestHandle = {
  /** Sets how many bytes have come so far. */
  received(bytes: number): void
  done(): void
  failed(): void
}

/** More than this many requests are not kept: the oldest go first. */
const keptRequests = 500

/** Every request that the app sent to the network since it started. Nothing else in the app opens a connection. */
export class NetworkLog {
  readonly #now: () => number
  #requests: NetworkRequest[] = []

  constructor(now: () => number) {
    this.#now = now
  }

  /** Newest first. */
  list(): NetworkRequest[] {
    return this.#requests.map((request) => ({ ...request }))
  }

  /** Records a request at the moment it is sent. `target` is a host and path without a query, or a package manager's command. */
  begin(target: string, purpose: NetworkRequest['purpose']): RequestHandle {
    const request: NetworkRequest = { atMs: this.#now(), target, purpose, outcome: 'running', receivedBytes: 0 }
    this.#requests = [request, ...this.#requests].slice(0, keptRequests)
    return {
      received: (bytes) => {
        request.receivedBytes = bytes
      },
      done: () => {
        request.outcome = 'done'
      },
      failed: () => {
        request.outcome = 'failed'
      },
    }
  }
}
