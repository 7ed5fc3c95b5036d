import { Fault } from '../fault.ts'
import type { HttpAnswer } from './http-answer.ts'
import { retryAfterS } from './retry-after.ts'

/** What was asked for, as far as the words of a refusal need it. */
export type Asked = {
  /** What does not exist where the answer is 404: a repository or an address. */
  what: string
  /** The hub's repository and its page; null for any other address. */
  repository: { name: string; pageUrl: string } | null
  nowMs: number
}

/**
 * What an answer with an error's status means. Faults: HUB_UNAUTHORIZED, HUB_GATED (params.repository, pageUrl), HUB_NOT_FOUND (what),
 * HUB_RANGE_REFUSED, HUB_RATE_LIMITED (retryAfterS), HUB_SERVER_ERROR (status), HUB_ANSWER_INVALID (host); each has `status`.
 */
export function answerFault(answer: HttpAnswer, { what, repository, nowMs }: Asked): Fault {
  const { status, url } = answer
  const detail = `HTTP ${status} from ${url.host}${url.pathname}`
  const fault = (code: Fault['code'], params: Fault['params'] = {}) =>
    new Fault(code, { params: { status, ...params }, detail })
  // The hub says more than the status does: it hides what a stranger may not see behind a 401.
  const reason = answer.header('x-error-code')
  if (reason === 'GatedRepo' || (status === 403 && reason === null)) {
    if (repository === null) return fault('HUB_UNAUTHORIZED')
    return fault('HUB_GATED', { repository: repository.name, pageUrl: repository.pageUrl })
  }
  const isMissing = reason !== null && /^(Repo|Revision|Entry)NotFound$/.test(reason)
  if (isMissing || status === 404 || status === 410) return fault('HUB_NOT_FOUND', { what })
  if (status === 401 || status === 403) return fault('HUB_UNAUTHORIZED')
  if (status === 416) return fault('HUB_RANGE_REFUSED')
  if (status === 429) {
    return fault('HUB_RATE_LIMITED', { retryAfterS: retryAfterS((name) => answer.header(name), nowMs) })
  }
  if (status >= 500 || status === 408) return fault('HUB_SERVER_ERROR')
  return fault('HUB_ANSWER_INVALID', { host: url.host })
}

/** What it means that no answer came. Fault: HUB_UNREACHABLE (params.host). */
export function unreachable(url: URL, error: unknown): Fault {
  return new Fault('HUB_UNREACHABLE', { params: { host: url.host }, detail: networkMessage(error), cause: error })
}

/** The network's own words: an error of several addresses hides them in its parts. */
function networkMessage(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.map(networkMessage).join('; ')
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}
