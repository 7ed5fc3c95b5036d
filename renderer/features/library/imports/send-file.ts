import { problemSchema } from '#contract/errors.ts'
import { type ImportResult, importPath, importResultSchema } from '#contract/imports.ts'
import type { ShownProblem } from '../../../data/problem.ts'

/** A file that was not taken, with the reason as it is shown. */
export class SendFailure extends Error {
  readonly problem: ShownProblem

  constructor(problem: ShownProblem) {
    super(problem.code)
    this.problem = problem
  }
}

type SendOptions = { signal: AbortSignal; onSent: (bytes: number) => void }

const magic = 'GGUF'

/** Refuses what is no model before it is sent. Rejects with a SendFailure. */
const checkStart = async (file: File): Promise<void> => {
  const params = { fileName: file.name }
  if (!/\.gguf$/i.test(file.name)) throw new SendFailure({ code: 'IMPORT_NAME_REFUSED', params, detail: null })
  const start = await file.slice(0, magic.length).text()
  if (file.size === 0) throw new SendFailure({ code: 'MODEL_FILE_EMPTY', params, detail: null })
  if (start !== magic) throw new SendFailure({ code: 'MODEL_FILE_NOT_GGUF', params, detail: null })
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** What the server said of a file that it did not take. */
const failureOf = (request: Pick<XMLHttpRequest, 'status' | 'responseText'>): SendFailure => {
  const problem = problemSchema.safeParse(parsed(request.responseText))
  return new SendFailure(
    problem.success ? problem.data : { code: 'CONNECTION_LOST', params: {}, detail: `HTTP ${request.status}` },
  )
}

/**
 * Sends a file's bytes to the web shell, which puts it into the models folder. Rejects with a SendFailure, or with the signal's reason.
 * XMLHttpRequest, since `fetch` does not tell how much was sent.
 */
export const sendFile = async (file: File, { signal, onSent }: SendOptions): Promise<ImportResult> => {
  await checkStart(file)
  signal.throwIfAborted()
  const { promise, resolve, reject } = Promise.withResolvers<ImportResult>()
  const request = new XMLHttpRequest()
  request.upload.addEventListener('progress', ({ loaded }) => onSent(Math.min(loaded, file.size)))
  request.addEventListener('load', () => {
    const result = importResultSchema.safeParse(parsed(request.responseText))
    if (request.status === 200 && result.success) resolve(result.data)
    else reject(failureOf(request))
  })
  request.addEventListener('error', () => reject(failureOf({ status: 0, responseText: '' })))
  request.addEventListener('abort', () => reject(signal.reason))
  signal.addEventListener('abort', () => request.abort(), { once: true })
  request.open('PUT', new URL(`.${importPath}${encodeURIComponent(file.name)}`, document.baseURI))
  request.send(file)
  return promise
}
