import { ORPCError } from '@orpc/client'
import { expect, test } from 'vitest'
import { isAbort, problemOf } from '../../../renderer/data/problem.ts'

test('a typed error keeps its code, its values and its raw message', () => {
  const data = { params: { fileName: 'a.gguf' }, detail: 'bad magic' }
  expect(problemOf(new ORPCError('MODEL_FILE_NOT_GGUF', { data }))).toEqual({ code: 'MODEL_FILE_NOT_GGUF', ...data })
})

test('an unknown code, or data of another form, is an internal failure that says what came', () => {
  expect(problemOf(new ORPCError('TEAPOT', { message: 'short and stout' }))).toMatchObject({
    code: 'INTERNAL',
    detail: 'TEAPOT: short and stout',
  })
  expect(problemOf(new ORPCError('INTERNAL', { data: 'x' })).code).toBe('INTERNAL')
})

test('anything else never reached the server: the connection was lost', () => {
  expect(problemOf(new Error('WebSocket is not open')).code).toBe('CONNECTION_LOST')
  expect(problemOf('odd')).toMatchObject({ code: 'CONNECTION_LOST', detail: 'odd' })
})

test('an abort by the caller is told apart from a failure', () => {
  expect(isAbort(new DOMException('', 'AbortError'))).toBe(true)
  expect(isAbort(new Error('AbortError'))).toBe(false)
})
