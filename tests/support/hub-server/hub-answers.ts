import type { IncomingMessage, ServerResponse } from 'node:http'
import { modelInfo, searchRow, treeEntry, xetHash } from './descriptions.ts'
import type { HubFaults } from './faults.ts'
import type { HubCollection, HubUser } from './hub-collection.ts'
import type { Commit, HubRepository, StoredFile } from './repository.ts'
import { sendFile } from './transfer.ts'

/** The addresses of the two servers, known once they listen. */
export type HubOrigins = { endpoint: string; content: string }

/** Answers each request as the hub and its content network do. */
export class HubAnswers {
  readonly #collection: HubCollection
  readonly #faults: HubFaults
  readonly #origins: HubOrigins
  /** Links to the content network, as they were given out. */
  readonly #links = new Map<string, StoredFile>()

  constructor(collection: HubCollection, faults: HubFaults, origins: HubOrigins) {
    this.#collection = collection
    this.#faults = faults
    this.#origins = origins
  }

  /** Bytes of files that went out. */
  sentBytes = 0

  /** Links that were given out until now are no longer honoured, as after an hour. */
  expireLinks(): void {
    this.#links.clear()
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://hub')
    const parts = pathname.split('/').filter(Boolean).map(decodeURIComponent)
    if (parts[0] === 'content') return this.#sendContent(request, response, parts[1] ?? '')

    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null
    const user = this.#collection.userOf(token)
    if (token !== null && user === null)
      return refuse(response, 401, null, 'Invalid credentials in Authorization header')
    if (pathname === '/api/whoami-v2') return sendIdentity(response, user)
    if (pathname === '/api/models') return this.#sendSearch(response, searchParams)

    const isApi = parts[0] === 'api'
    const [author, name, kind, revision = 'main', ...path] = isApi ? parts.slice(2) : parts
    const known = this.#collection.find(`${author}/${name}`)
    // Who is nobody is not told whether it exists.
    if (!known && !user) return refuse(response, 401, 'RepoNotFound', 'Invalid username or password.')
    if (!known) return refuse(response, 404, 'RepoNotFound', 'Repository not found')
    const commit = this.#collection.commitAt(known, revision)
    if (!commit) return refuse(response, 404, 'RevisionNotFound', `Invalid rev id: ${revision}`)
    response.setHeader('x-repo-commit', commit.sha)
    if (kind === 'resolve') return this.#sendResolved(response, known.repository, commit, path.join('/'), user)
    if (isApi && kind === 'tree') return this.#sendTree(response, searchParams, known.repository, commit)
    if (!isApi) return refuse(response, 404, null, 'Page not found')
    sendJson(response, modelInfo(known.repository, commit, { blobs: searchParams.get('blobs') === 'true' }))
  }

  #sendSearch(response: ServerResponse, query: URLSearchParams): void {
    const words = (query.get('search') ?? '').toLowerCase().split(/\s+/)
    const sort = query.get('sort') ?? 'downloads'
    const expand = [...query.getAll('expand'), ...query.getAll('expand[]')]
    const found = this.#collection
      .list()
      .filter(({ repository }) => words.every((word) => repository.id.toLowerCase().includes(word)))
      .filter(({ head }) => query.get('filter') !== 'gguf' || head.files.some(({ path }) => path.endsWith('.gguf')))
      .sort((a, b) => compare(sortValue(b, sort), sortValue(a, sort)))
    const page = this.#page(response, found, '/api/models', query)
    sendJson(
      response,
      page.map(({ repository, head }) => searchRow(repository, head, expand)),
    )
  }

  #sendTree(response: ServerResponse, query: URLSearchParams, { id }: HubRepository, commit: Commit): void {
    const page = this.#page(response, commit.files, `/api/models/${id}/tree/${commit.sha}`, query)
    sendJson(response, page.map(treeEntry))
  }

  /** A page of the list; the address of the next one goes into the Link header. */
  #page<Item>(response: ServerResponse, items: readonly Item[], path: string, query: URLSearchParams): readonly Item[] {
    const limit = Number(query.get('limit') ?? 1000)
    const start = Number(Buffer.from(query.get('cursor') ?? '', 'base64').toString() || 0)
    if (start + limit < items.length) {
      const next = new URLSearchParams(query)
      next.set('cursor', Buffer.from(String(start + limit)).toString('base64'))
      response.setHeader('link', `<${this.#origins.endpoint}${path}?${next}>; rel="next"`)
    }
    return items.slice(start, start + limit)
  }

  /** Size, hash and commit stand on the redirect alone: the content network knows none of them. */
  #sendResolved(
    response: ServerResponse,
    { id, gated = false }: HubRepository,
    commit: Commit,
    path: string,
    user: HubUser | null,
  ): void {
    if (gated !== false && !user?.accepted.includes(id)) {
      const message = `Access to model ${id} is restricted. You must have access to it and be authenticated to access it.`
      refuse(response, user ? 403 : 401, 'GatedRepo', message)
      return
    }
    const file = commit.files.find((candidate) => candidate.path === path)
    if (!file) {
      refuse(response, 404, 'EntryNotFound', 'Entry not found')
      return
    }
    const key = `${xetHash(file.sha256)}-${this.#links.size}`
    this.#links.set(key, file)
    const where = `/content/${key}?Expires=1788926395&Signature=secret`
    if (file.isLfs) {
      response.writeHead(302, {
        location: `${this.#origins.content}${where}`,
        'accept-ranges': 'bytes',
        'x-linked-size': file.sizeBytes,
        'x-linked-etag': `"${file.sha256}"`,
        'x-xet-hash': xetHash(file.sha256),
      })
    } else {
      // Small text files stay on the hub itself.
      response.writeHead(307, { location: where, etag: `"${file.gitOid}"` })
    }
    response.end('Redirecting')
  }

  async #sendContent(request: IncomingMessage, response: ServerResponse, key: string): Promise<void> {
    const file = this.#links.get(key)
    if (file)
      return sendFile(request, response, file, {
        etag: `"${xetHash(file.sha256)}"`,
        faults: this.#faults,
        onSent: (bytes) => {
          this.sentBytes += bytes
        },
      })
    response.writeHead(403, { 'content-type': 'application/xml' }).end('<Error><Code>AccessDenied</Code></Error>')
  }
}

/** A refusal in the hub's own form: what is wrong stands in headers, and as JSON in the body. */
function refuse(response: ServerResponse, status: number, code: string | null, message: string): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'x-error-message': message,
    ...(code !== null && { 'x-error-code': code }),
  })
  response.end(JSON.stringify({ error: message }))
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, {
    'content-type': 'application/json; charset=utf-8',
    ratelimit: '"api";r=499;t=300',
    'ratelimit-policy': '"fixed window";"api";q=500;w=300',
  })
  response.end(JSON.stringify(value))
}

function sendIdentity(response: ServerResponse, user: HubUser | null): void {
  if (user === null) {
    refuse(response, 401, null, 'Invalid username or password.')
    return
  }
  sendJson(response, {
    type: 'user',
    id: '66b0c0ffee66b0c0ffee66b1',
    name: user.name,
    fullname: user.name,
    isPro: false,
    auth: { type: 'access_token', accessToken: { displayName: 'test', role: 'read' } },
  })
}

function sortValue({ repository, head }: { repository: HubRepository; head: Commit }, sort: string): string | number {
  const value = modelInfo(repository, head, { blobs: false })[sort]
  return typeof value === 'number' || typeof value === 'string' ? value : 0
}

function compare(a: string | number, b: string | number): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
