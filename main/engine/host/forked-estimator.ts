import { type ChildProcess, fork } from 'node:child_process'
import type { BackendId } from '#contract/hardware.ts'
import { lowerPriority } from '../../core/lower-priority.ts'
import type { FitAnswer, FitEstimator, FitQuestion } from '../../core/ports/fit-estimator.ts'
import { fromEstimatorSchema, type ToEstimator } from '../estimator-protocol.ts'
import { engineEnvironment } from '../protocol.ts'

type ForkedEstimatorOptions = {
  /** The entry of the process: `out/main/estimator.js`, or the source in tests. */
  childPath: string
  /** How long one question may take before the process is killed. */
  deadlineMs?: number
  /** How long the process waits for another question before it is ended. */
  idleMs?: number
}

type Waiting = { question: FitQuestion; resolve: (answer: FitAnswer) => void }
type Running = { process: ChildProcess; backend: BackendId; errorText: string }

const keptErrorCharacters = 2000

/**
 * The process that simulates loads behind the core's port. The first question starts it, one question is asked at a time, and it
 * is ended when none came for a while. A file that ended it, or took too long twice, is not asked about again.
 */
export class ForkedEstimator implements FitEstimator {
  readonly #options: Required<ForkedEstimatorOptions>
  /** The oldest first. */
  #waiting: Waiting[] = []
  /** Why a file on a backend is not asked about again. */
  readonly #refused = new Map<string, string>()
  /** Files that took too long once: a busy machine may have been the reason. */
  readonly #slow = new Set<string>()
  #running: Running | null = null
  #isAsking = false
  #isClosed = false
  #idleTimer: NodeJS.Timeout | null = null
  #nextId = 1

  constructor(options: ForkedEstimatorOptions) {
    this.#options = { deadlineMs: 10_000, idleMs: 30_000, ...options }
  }

  /** The process id while there is a process, for tests. */
  get pid(): number | null {
    return this.#running?.process.pid ?? null
  }

  ask(question: FitQuestion): Promise<FitAnswer> {
    if (this.#isClosed) return Promise.resolve(unavailable('The app is closing'))
    const refused = this.#refused.get(fileKey(question))
    if (refused !== undefined) return Promise.resolve(unavailable(refused))
    const { promise, resolve } = Promise.withResolvers<FitAnswer>()
    this.#waiting.push({ question, resolve })
    void this.#work()
    return promise
  }

  rest(): void {
    const isOnGpu = this.#running !== null && this.#running.backend !== 'cpu'
    if (isOnGpu && !this.#isAsking) void this.#end()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    for (const { resolve } of this.#waiting) resolve(unavailable('The app is closing'))
    this.#waiting = []
    await this.#end()
  }

  async #work(): Promise<void> {
    if (this.#isAsking) return
    this.#isAsking = true
    if (this.#idleTimer) clearTimeout(this.#idleTimer)
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      const { question, resolve } = next
      const refused = this.#refused.get(fileKey(question))
      // The system may be out of memory for a process, say: another time it may not.
      const put = () => this.#put(question).catch((error: unknown) => unavailable(String(error)))
      resolve(refused === undefined ? await put() : unavailable(refused))
    }
    this.#isAsking = false
    this.#idleTimer = setTimeout(() => void this.#end(), this.#options.idleMs)
    this.#idleTimer.unref()
  }

  /** Asks the process. Where it does not survive the question, the file is not asked about again. */
  async #put(question: FitQuestion): Promise<FitAnswer> {
    if (this.#isClosed) return unavailable('The app is closing')
    const present = this.#running
    if (present !== null && (present.backend !== question.backend || !present.process.connected)) await this.#end()
    this.#running ??= this.#start(question.backend)
    const running = this.#running
    const id = this.#nextId++
    const { promise, resolve } = Promise.withResolvers<FitAnswer>()
    let hasFailed = false
    const fail = (reason: string, isFinal = true) => {
      hasFailed = true
      const text = [reason, running.errorText.trim()].filter((part) => part !== '').join('\n')
      if (isFinal && !this.#isClosed) this.#refused.set(fileKey(question), text)
      resolve(unavailable(text))
    }
    const { deadlineMs } = this.#options
    const timer = setTimeout(() => {
      fail(`No answer within ${deadlineMs / 1000} s`, this.#slow.has(fileKey(question)))
      this.#slow.add(fileKey(question))
    }, deadlineMs)
    const onMessage = (message: unknown) => {
      const parsed = fromEstimatorSchema.safeParse(message)
      if (!parsed.success) fail('An answer that is not understood')
      else if (parsed.data.id === id) resolve(parsed.data.answer)
    }
    const onClose = (exitCode: number | null, signal: string | null) =>
      fail(signal === null ? `Ended with exit code ${exitCode}` : `Crashed with ${signal}`)
    const onError = (error: Error) => fail(`The process could not be started: ${error.message}`)
    running.process.on('message', onMessage).once('close', onClose).once('error', onError)
    const message: ToEstimator = { id, question }
    running.process.send(message, () => {})
    const answer = await promise
    clearTimeout(timer)
    running.process.off('message', onMessage).off('close', onClose).off('error', onError)
    // The next question must not meet a process that is about to die.
    if (hasFailed) await this.#end()
    return answer
  }

  #start(backend: BackendId): Running {
    const child = fork(this.#options.childPath, [backend], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: [],
      env: { ...process.env, ...engineEnvironment },
    })
    lowerPriority(child)
    const running: Running = { process: child, backend, errorText: '' }
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      running.errorText = (running.errorText + text).slice(-keptErrorCharacters)
    })
    const letGo = () => {
      if (this.#running === running) this.#running = null
    }
    child.once('exit', letGo).on('error', letGo)
    return running
  }

  async #end(): Promise<void> {
    if (this.#idleTimer) clearTimeout(this.#idleTimer)
    const child = this.#running?.process
    this.#running = null
    if (child === undefined || child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    child.kill('SIGKILL')
    await ended
  }
}

const unavailable = (reason: string): FitAnswer => ({ status: 'unavailable', reason })

/** A file that was replaced, or another backend, may do better. */
function fileKey({ path, sizeBytes, modifiedAtMs, backend }: FitQuestion): string {
  return JSON.stringify([path, sizeBytes, modifiedAtMs, backend])
}
