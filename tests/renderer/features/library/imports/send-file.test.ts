// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest'
import { SendFailure, sendFile } from '../../../../../renderer/features/library/imports/send-file.ts'

afterEach(() => vi.unstubAllGlobals())

/** A request that answers as the test says; what it was asked is kept. */
const answerWith = (status: number, responseText: string) => {
  const asked: string[] = []
  class Request extends EventTarget {
    readonly upload = new EventTarget()
    readonly status = status
    readonly responseText = responseText
    open(method: string, url: URL) {
      asked.push(`${method} ${url.pathname}`)
    }
    send(file: File) {
      this.upload.dispatchEvent(Object.assign(new Event('progress'), { loaded: file.size + 200 }))
      this.dispatchEvent(new Event(status === 0 ? 'error' : 'load'))
    }
    abort() {
      this.dispatchEvent(new Event('abort'))
    }
  }
  vi.stubGlobal('XMLHttpRequest', Request)
  return asked
}
const gguf = (name = 'my model.gguf') => new File(['GGUF and so on'], name)
const send = (file: File, onSent = vi.fn()) => sendFile(file, { signal: new AbortController().signal, onSent })
const codeOf = (file: File) =>
  send(file).then(
    () => 'sent',
    (error: unknown) => (error instanceof SendFailure ? error.problem.code : 'another error'),
  )

test('sends the bytes under the file’s name, and tells how many have gone, never more than there are', async () => {
  const asked = answerWith(200, '{"modelId":"m"}')
  const onSent = vi.fn()
  expect(await send(gguf(), onSent)).toEqual({ modelId: 'm' })
  expect(asked).toEqual(['PUT /import/my%20model.gguf'])
  expect(onSent).toHaveBeenCalledWith(14)
})

test('what is no model is not sent at all', async () => {
  const asked = answerWith(200, '{"modelId":"m"}')
  expect(await codeOf(new File(['GGUF'], 'notes.txt'))).toBe('IMPORT_NAME_REFUSED')
  expect(await codeOf(new File(['%PDF'], 'x.gguf'))).toBe('MODEL_FILE_NOT_GGUF')
  expect(await codeOf(new File([], 'x.gguf'))).toBe('MODEL_FILE_EMPTY')
  expect(asked).toEqual([])
})

test('says what the server said, and what happened where that was nothing', async () => {
  answerWith(507, '{"code":"DISK_FULL","params":{"fileName":"x"},"detail":null}')
  expect(await codeOf(gguf())).toBe('DISK_FULL')
  answerWith(401, '<h1>Wattle</h1>')
  expect(await codeOf(gguf())).toBe('CONNECTION_LOST')
  answerWith(0, '')
  expect(await codeOf(gguf())).toBe('CONNECTION_LOST')
  answerWith(200, '{"something":"else"}')
  expect(await codeOf(gguf())).toBe('CONNECTION_LOST')
})
