import type { Dispatcher } from 'undici'
import type { z } from 'zod'
import type { NetworkRequest } from '#contract/app.ts'
import { Fault } from '../fault.ts'
import { answerFault, unreachable } from '../network/answer-fault.ts'
import { type HttpAnswer, httpGet } from '../network/http-answer.ts'
import type { NetworkLog } from '../network/network-log.ts'
import type { AccessToken } from './access-token.ts'
import { hubEndpoint } from './hub-endpoint.ts'

type HubClientOptions = {
  dispatcher: Dispatcher
  token: Pick<AccessToken, 'read'>
  requests: Pick<NetworkLog, 'begin'>
  /** HF_ENDPOINT is read from it. */
  environment: Readonly<Record<string, string | undefined>>
  now: () => number
  /** For a whole answer. */
  timeoutMs?: number
}

type GetOptions<Schema extends z.ZodType> = {
  schema: Schema
  purpose: NetworkRequest['purpose']
  /** What does not exist where the hub says so. */
  what: string
  repository?: string
  /** Sent in place of the user's own. */
  token?: string
  signal?: AbortSignal | undefined
}

export type HubReply<Value> = { value: Value; header: HttpAnswer['header'] }

const redirectLimit = 3
/** A repository with thousands of files says so in a few megabytes. */
const answerLimitBytes = 16 * 1024 * 1024

/** Asks the hub's API. Every answer is held against a schema, and every request stands in the log of requests. */
export class HubClient {
  readonly #options: HubClientOptions

  constructor(options: HubClientOptions) {
    this.#options = options
  }

  /** The hub's address. Faults: HUB_ENDPOINT_REFUSED. */
  endpoint(): URL {
    return hubEndpoint(this.#options.environment)
  }

  /** An address below the hub's own, which may itself have a path. */
  address(path: string): URL {
    return new URL(`${this.endpoint().href.replace(/\/+$/, '')}/${path}`)
  }

  /** The page of a repository, for a browser. */
  pageUrl(repository: string): string {
    return this.address(repository).href
  }

  /**
   * The header that lets a request in, for addresses of the hub alone: nobody else is shown the token. null where there is none.
   * Faults: HUB_UNAUTHORIZED for a token that cannot be sent.
   */
  async authorization(url: URL): Promise<string | null> {
    if (url.origin !== this.endpoint().origin) return null
    const kept = await this.#options.token.read()
    return kept && bearer(kept.token)
  }

  /**
   * Faults: HUB_UNREACHABLE (also when time is up), HUB_UNAUTHORIZED, HUB_GATED, HUB_NOT_FOUND, HUB_RATE_LIMITED, HUB_SERVER_ERROR,
   * HUB_ANSWER_INVALID, HUB_ENDPOINT_REFUSED; the signal's own reason where it aborted.
   */
  async get<Schema extends z.ZodType>(address: URL, options: GetOptions<Schema>): Promise<HubReply<z.output<Schema>>> {
    const timeout = AbortSignal.timeout(this.#options.timeoutMs ?? 30_000)
    const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout
    let url = address
    for (let hop = 0; hop <= redirectLimit; hop += 1) {
      const answer = await this.#getHop(url, options, signal)
      if ('value' in answer) return answer
      url = answer.movedTo
    }
    throw invalid(address, `more than ${redirectLimit} redirects`)
  }

  async #getHop<Schema extends z.ZodType>(
    url: URL,
    options: GetOptions<Schema>,
    signal: AbortSignal,
  ): Promise<HubReply<z.output<Schema>> | { movedTo: URL }> {
    const authorization = options.token === undefined ? await this.authorization(url) : bearer(options.token)
    const record = this.#options.requests.begin(`${url.host}${url.pathname}`, options.purpose)
    try {
      const headers = { accept: 'application/json', ...(authorization !== null && { authorization }) }
      const answer = await httpGet(this.#options.dispatcher, url, { headers, signal })
      const location = answer.header('location')
      if (answer.status >= 300 && answer.status < 400 && location !== null) {
        answer.discard()
        record.done()
        return { movedTo: movedTo(url, location) }
      }
      if (answer.status !== 200) {
        answer.discard()
        throw this.#faultOf(answer, options)
      }
      const text = await textOf(answer, (bytes) => record.received(bytes))
      const parsed = options.schema.safeParse(parseJson(url, text))
      if (!parsed.success) throw invalid(url, firstIssue(parsed.error))
      record.done()
      return { value: parsed.data, header: (name) => answer.header(name) }
    } catch (error) {
      record.failed()
      if (options.signal?.aborted) throw options.signal.reason
      if (error instanceof Fault) throw error
      throw unreachable(url, error)
    }
  }

  #faultOf(answer: HttpAnswer, { what, repository }: { what: string; repository?: string }): Fault {
    return answerFault(answer, {
      what,
      repository: repository === undefined ? null : { name: repository, pageUrl: this.pageUrl(repository) },
      nowMs: this.#options.now(),
    })
  }
}

/** No token has spaces, line breaks or letters beyond ASCII; where one was pasted so, no server needs to be asked whether it knows it. */
function bearer(token: string): string {
  if (/^[!-~]+$/.test(token)) return `Bearer ${token}`
  throw new Fault('HUB_UNAUTHORIZED', { params: { status: 401 }, detail: 'the token has characters that no token has' })
}

/** A renamed repository moves within the hub. Any other way leads out of it, and the token would go along. */
function movedTo(from: URL, location: string): URL {
  if (!URL.canParse(location, from)) throw invalid(from, 'a redirect to no address')
  const to = new URL(location, from)
  if (to.origin !== from.origin) throw invalid(from, `a redirect to ${to.origin}`)
  return to
}

async function textOf(answer: HttpAnswer, onReceivedBytes: (bytes: number) => void): Promise<string> {
  const chunks: Buffer[] = []
  let receivedBytes = 0
  await answer.receive((chunk) => {
    receivedBytes += chunk.length
    onReceivedBytes(receivedBytes)
    if (receivedBytes > answerLimitBytes) return Promise.reject(invalid(answer.url, 'an answer without an end'))
    chunks.push(chunk)
    return null
  })
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(url: URL, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's own words would quote the answer, and a proxy's page may quote the request with its token.
    throw invalid(url, 'no JSON')
  }
}

/** One is enough to go by, of thousands maybe. */
function firstIssue({ issues: [first] }: z.ZodError): string {
  return first === undefined ? 'another shape' : `${first.path.join('.')}: ${first.message}`
}

function invalid({ host }: URL, detail: string): Fault {
  return new Fault('HUB_ANSWER_INVALID', { params: { host }, detail: detail.slice(0, 2000) })
}
