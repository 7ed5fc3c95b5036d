import { describe, expect, it } from 'vitest'
import { Turnstile } from '../../../../main/core/engine/turnstile.ts'

describe('a turnstile', () => {
  it('lets one in at a time, in order, and nobody slips in between', async () => {
    const turnstile = new Turnstile()
    const order: string[] = []
    const pass = async (name: string) => {
      const leave = await turnstile.enter()
      order.push(`${name} in`)
      await Promise.resolve()
      order.push(`${name} out`)
      leave?.()
    }
    const first = pass('a')
    const second = pass('b')
    await first
    await Promise.all([second, pass('c')])
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out'])
    expect(turnstile.isTaken).toBe(false)
  })

  it('forgets who gives up, at the head or in the middle of the queue', async () => {
    const turnstile = new Turnstile()
    const leave = await turnstile.enter()
    const [one, two] = [new AbortController(), new AbortController()]
    const waiting = [turnstile.enter(one.signal), turnstile.enter(two.signal), turnstile.enter()]
    two.abort()
    one.abort()
    expect(await waiting[0]).toBeNull()
    expect(await waiting[1]).toBeNull()
    leave?.()
    expect(await waiting[2]).toBeTypeOf('function')
    expect(await turnstile.enter(AbortSignal.abort())).toBeNull()
  })

  it('refuses who waits and who comes once it is closed', async () => {
    const turnstile = new Turnstile()
    await turnstile.enter()
    const waiting = turnstile.enter()
    turnstile.close()
    await expect(waiting).rejects.toMatchObject({ code: 'APP_CLOSED' })
    await expect(turnstile.enter()).rejects.toMatchObject({ code: 'APP_CLOSED' })
  })
})
