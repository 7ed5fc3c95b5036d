import type { Dispatcher } from 'undici'

type Headers = Readonly<Record<string, string | string[] | undefined>>

type GetOptions = {
  headers: Record<string, string>
  signal: AbortSignal
}

const shortBodyBytes = 65_536

/** Takes a piece of a body. A promise holds the rest back until it has resolved. */
export type TakeChunk = (chunk: Buffer) => Promise<void> | null

/** An answer whose head has come and whose body waits: `receive` it, `discard` it or `abort`. */
export class HttpAnswer {
  readonly url: URL
  readonly status: number
  readonly #headers: Headers
  readonly #body: AnswerBody

  constructor(url: URL, status: number, headers: Headers, body: AnswerBody) {
    this.url = url
    this.status = status
    this.#headers = headers
    this.#body = body
  }

  /** By its lower-case name; the first where it was sent twice. */
  header(name: string): string | null {
    const value = this.#headers[name]
    return (Array.isArray(value) ? value[0] : value) ?? null
  }

  /** Resolves when the body has ended as its head promised; rejects with what broke it, or with the signal's reason. */
  receive(take: TakeChunk): Promise<void> {
    return this.#body.receive(take)
  }

  /** Ends the connection. Whoever receives the body is told why. */
  abort(error: Error): void {
    this.#body.abort(error)
  }

  /** Nobody wants the body. A short one is read to its end, so that the connection can be used again. */
  discard(): void {
    const length = this.header('content-length')
    if (length !== null && Number(length) <= shortBodyBytes) void this.receive(() => null).catch(() => undefined)
    else this.abort(new Error('not wanted'))
  }
}

/** What arrives of a body, held back until somebody takes it. */
class AnswerBody {
  #controller: Dispatcher.DispatchController | null = null
  #take: TakeChunk | null = null
  #abortedBy: Error | null = null
  readonly #done = Promise.withResolvers<void>()

  constructor() {
    // Whoever never asks for the body need not hear how it ended.
    this.#done.promise.catch(() => undefined)
  }

  control(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#abortedBy !== null) controller.abort(this.#abortedBy)
  }

  receive(take: TakeChunk): Promise<void> {
    this.#take = take
    this.#controller?.resume()
    return this.#done.promise
  }

  data(chunk: Buffer): void {
    const isTaken = this.#take?.(chunk) ?? null
    if (isTaken === null) return
    this.#controller?.pause()
    isTaken.then(
      () => this.#controller?.resume(),
      (error: unknown) => this.abort(error instanceof Error ? error : new Error(String(error))),
    )
  }

  abort(error: Error): void {
    this.#abortedBy ??= error
    this.#done.reject(error)
    this.#controller?.abort(error)
  }

  end(): void {
    this.#done.resolve()
  }
}

/** Asks for a URL, without following redirects. Resolves with the head; rejects with what went wrong, or with the signal's reason. */
export function httpGet(dispatcher: Dispatcher, url: URL, { headers, signal }: GetOptions): Promise<HttpAnswer> {
  signal.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>()
  const body = new AnswerBody()
  const abort = () => {
    reject(signal.reason)
    body.abort(signal.reason)
  }
  const forget = () => signal.removeEventListener('abort', abort)
  signal.addEventListener('abort', abort, { once: true })
  const { origin, pathname, search } = url
  dispatcher.dispatch(
    { origin, path: pathname + search, method: 'GET', headers },
    {
      onRequestStart: (controller) => body.control(controller),
      onResponseStart(controller, status, answerHeaders) {
        // Such as 103, which comes before the answer.
        if (status < 200) return
        controller.pause()
        resolve(new HttpAnswer(url, status, answerHeaders, body))
      },
      onResponseData: (_, chunk) => body.data(chunk),
      onResponseEnd() {
        forget()
        body.end()
      },
      onResponseError(_, error) {
        forget()
        reject(error)
        body.abort(error)
      },
    },
  )
  return promise
}
