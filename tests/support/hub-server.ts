import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import { fileURLToPath } from 'node:url'
import { HubFaults } from './hub-server/faults.ts'
import { HubAnswers, type HubOrigins } from './hub-server/hub-answers.ts'
import { HubCollection, type HubUser } from './hub-server/hub-collection.ts'
import type { Commit, HubFile, HubRepository } from './hub-server/repository.ts'

export type { HubFile, HubRepository } from './hub-server/repository.ts'

/** A request as it came in, to the hub or to its content network. */
export type HubRequest = { method: string; url: string; host: string; headers: IncomingMessage['headers'] }

export type HubServer = {
  /** For HF_ENDPOINT. */
  endpoint: string
  /** Where bytes come from. */
  contentOrigin: string
  /** In the order in which they came. */
  requests: HubRequest[]
  faults: HubFaults
  /** Bytes of files that went out, in all transfers together. */
  readonly sentBytes: number
  /** The newest commit of a repository. */
  commitOf(repository: string): string
  /** What a file of the newest commit must hash to. */
  sha256Of(repository: string, path: string): string
  /** Puts a file in the place of another: as a new commit, or in the very same one, as no honest hub does. */
  changeFile(repository: string, file: HubFile, options?: { sameCommit: boolean }): Promise<void>
  /** Links to the content network that were given out until now are no longer honoured, as after an hour. */
  expireLinks(): void
  close(): Promise<void>
}

type HubServerOptions = {
  repositories: readonly HubRepository[]
  users?: readonly HubUser[]
  /** Bytes come from a port of their own, as the real hub's come from another host. */
  separateContent?: boolean
  /** Of the hub; 0 takes any free one. */
  port?: number
}

/**
 * A server on loopback that speaks the Hugging Face hub's API: search, model information, file tree, whoami, and `resolve` with its
 * redirect to the content network. It needs no test runner; `hub-server-of-test.ts` ends it with a test.
 */
export async function startHubServer(options: HubServerOptions): Promise<HubServer> {
  const { repositories, users = [], separateContent = false, port = 0 } = options
  const collection = new HubCollection(users)
  for (const repository of repositories) await collection.add(repository)
  const requests: HubRequest[] = []
  const faults = new HubFaults()
  const origins: HubOrigins = { endpoint: '', content: '' }
  const answers = new HubAnswers(collection, faults, origins)

  const listener: RequestListener = (request, response) => {
    const { method = 'GET', url = '/', headers } = request
    requests.push({ method, url, host: headers.host ?? '', headers })
    if (faults.takeSilence(url)) return
    const planned = faults.takeAnswer(url)
    if (planned) response.writeHead(planned.status, planned.headers).end(planned.body ?? '')
    else answers.answer(request, response).catch((error: unknown) => response.destroy(error as Error))
  }
  const servers = [await listen(listener, port)]
  if (separateContent) servers.push(await listen(listener, 0))
  const [endpoint = '', contentOrigin = endpoint] = servers.map(originOf)
  origins.endpoint = endpoint
  origins.content = contentOrigin

  const headOf = (id: string): Commit => {
    const held = collection.find(id)
    if (!held) throw new Error(`The hub has no ${id}.`)
    return held.head
  }
  return {
    endpoint,
    contentOrigin,
    requests,
    faults,
    get sentBytes() {
      return answers.sentBytes
    },
    commitOf: (id) => headOf(id).sha,
    sha256Of(id, path) {
      const file = headOf(id).files.find((candidate) => candidate.path === path)
      if (!file) throw new Error(`The hub has no ${path} in ${id}.`)
      return file.sha256
    },
    changeFile: (id, file, change = { sameCommit: false }) => collection.change(id, file, change),
    expireLinks: () => answers.expireLinks(),
    close: async () => {
      await Promise.all(servers.map(closeServer))
    },
  }
}

async function listen(listener: RequestListener, port: number): Promise<Server> {
  const server = createServer(listener)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return server
}

function originOf(server: Server): string {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server does not listen on a port.')
  return `http://127.0.0.1:${address.port}`
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  server.closeAllConnections()
  await closed
}

// By itself it serves the starter model, on the port that is named or any free one, until it is ended.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { starterRepository } = await import('./hub-server/starter-repository.ts')
  const { endpoint } = await startHubServer({
    repositories: [await starterRepository()],
    port: Number(process.argv[2] ?? 0),
  })
  process.stdout.write(`HF_ENDPOINT=${endpoint}\n`)
}
