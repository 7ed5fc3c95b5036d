import { setImmediate } from 'node:timers/promises'
import { ORPCError } from '@orpc/server'
import { describe, expect, it } from 'vitest'
import { stream } from '../../../main/api/stream.ts'
import { Fault } from '../../../main/core/fault.ts'
import { testContext } from '../../support/test-core.ts'

describe('a stream of the api', () => {
  it('ends as a typed error where its source fails after it began', async () => {
    const source = stream({ context: testContext() }, async function* () {
      yield 1
      throw new Fault('ENGINE_CRASHED', { params: { exitCode: 139 } })
    })
    expect(await source.next()).toEqual({ done: false, value: 1 })
    const error = await source.next().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ORPCError)
    expect(error).toMatchObject({ code: 'ENGINE_CRASHED', data: { params: { exitCode: 139 }, detail: null } })
  })

  it('reports a failure that nobody foresaw, but not the end that its reader asked for', async () => {
    const context = testContext()
    const failing = stream({ context }, async function* () {
      yield* []
      throw new Error('out of the blue')
    })
    await failing.next().catch(() => undefined)
    expect(context.reported).toEqual([new Error('out of the blue')])

    const reader = new AbortController()
    const left = stream({ context, signal: reader.signal }, async function* (signal) {
      yield* []
      signal.throwIfAborted()
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    })
    const waiting = left.next().catch(() => undefined)
    reader.abort()
    await waiting
    expect(context.reported).toHaveLength(1)
  })

  it('lets a reader leave while its source waits for the next value', async () => {
    const { state } = testContext().core.settings
    const source = stream({ context: testContext() }, (signal) => state.watch(signal))
    await source.next()
    const waiting = source.next()
    // Only now does the source itself wait.
    await setImmediate()
    await source.return()
    expect((await waiting).done).toBe(true)
  })
})
