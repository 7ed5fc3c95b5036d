import type { Dispatcher } from 'undici'
import { Fault } from '../fault.ts'
import { isLoopback, isPrivate } from './addresses.ts'
import { unreachable } from './answer-fault.ts'
import { type HttpAnswer, httpGet } from './http-answer.ts'
import type { RequestHandle } from './network-log.ts'

export type GuardedGetOptions = {
  dispatcher: Dispatcher
  headers: Record<string, string>
  signal: AbortSignal
  /** The head of each answer must come within this time. */
  headTimeoutMs: number
  /** The value of the Authorization header. Asked for the first address and others of its origin alone. */
  authorization: (url: URL) => Promise<string | null>
  /** Records each request as it is sent, by host and path without a query. */
  begin: (target: string) => RequestHandle
}

/** The answer that is no redirect, and what the way there told. */
export type GuardedAnswer = {
  answer: HttpAnswer
  /** Of the first answer, which may have been a redirect: the hub describes the file there. */
  first: Pick<HttpAnswer, 'header'>
  /** The record of the last request, whose body is still to come. */
  record: RequestHandle
}

const redirectLimit = 5

/**
 * Asks for a URL and follows its redirects by hand, each of them checked before anything is sent there: https only, but for a chain that
 * began and stays on this machine; from the internet never into a local network; no token to another origin than the first.
 * Faults: DOWNLOAD_REDIRECT_REFUSED (params.target), HUB_UNREACHABLE (host), HUB_ANSWER_INVALID (host); the signal's reason.
 */
export async function guardedGet(start: URL, options: GuardedGetOptions): Promise<GuardedAnswer> {
  let url = start
  let first: HttpAnswer | null = null
  for (let hop = 0; hop <= redirectLimit; hop += 1) {
    options.signal.throwIfAborted()
    const record = options.begin(`${url.host}${url.pathname}`)
    const answer = await ask(url, start, options).catch((error: unknown) => {
      record.failed()
      throw error
    })
    first ??= answer
    const location = answer.header('location')
    if (answer.status < 300 || answer.status >= 400 || location === null) return { answer, first, record }
    answer.discard()
    try {
      url = redirectTarget(location, url, start)
    } catch (error) {
      record.failed()
      throw error
    }
    record.done()
  }
  throw new Fault('HUB_ANSWER_INVALID', {
    params: { host: start.host },
    detail: `more than ${redirectLimit} redirects`,
  })
}

async function ask(url: URL, start: URL, options: GuardedGetOptions): Promise<HttpAnswer> {
  const authorization = url.origin === start.origin ? await options.authorization(url) : null
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new Error('no answer in time')), options.headTimeoutMs)
  try {
    return await httpGet(options.dispatcher, url, {
      headers: { ...options.headers, ...(authorization !== null && { authorization }) },
      signal: AbortSignal.any([options.signal, late.signal]),
    })
  } catch (error) {
    if (options.signal.aborted) throw options.signal.reason
    throw unreachable(url, error)
  } finally {
    clearTimeout(timer)
  }
}

function redirectTarget(location: string, from: URL, start: URL): URL {
  const target = URL.canParse(location, from.href) ? new URL(location, from) : null
  const isAllowed =
    target !== null &&
    target.username === '' &&
    target.password === '' &&
    (target.protocol === 'https:' || (target.protocol === 'http:' && isLocalChain(start, from, target))) &&
    (isPrivate(start) || !isPrivate(target))
  if (isAllowed) return target
  const shown = target === null ? location.slice(0, 200) : `${target.protocol}//${target.host}`
  throw new Fault('DOWNLOAD_REDIRECT_REFUSED', { params: { target: shown }, detail: `redirected from ${from.host}` })
}

function isLocalChain(...urls: URL[]): boolean {
  return urls.every((url) => url.protocol === 'http:' && isLoopback(url))
}
