import { describe, expect, it } from 'vitest'
import { createAccess, createSecret } from '../../../main/web/access.ts'

const host = '127.0.0.1:9288'

describe('the access to the web shell', () => {
  it('makes secrets of 256 bits, new each time', () => {
    expect(Buffer.from(createSecret(), 'base64url')).toHaveLength(32)
    expect(createSecret()).not.toBe(createSecret())
  })

  it('knows its token, and nothing that is longer, shorter, empty or missing', () => {
    const { token, isToken } = createAccess(createSecret())
    expect(isToken(token)).toBe(true)
    for (const wrong of [`${token}a`, token.slice(1), '', undefined, null, createSecret()]) {
      expect(isToken(wrong)).toBe(false)
    }
  })

  it('takes a ticket once', () => {
    const access = createAccess(createSecret())
    const ticket = access.createTicket()
    expect(access.takeTicket(ticket)).toBe(true)
    expect(access.takeTicket(ticket)).toBe(false)
    expect(access.isToken(ticket)).toBe(false)
  })

  it('takes no ticket that is older than a minute', () => {
    let nowMs = 0
    const access = createAccess(createSecret(), () => nowMs)
    const ticket = access.createTicket()
    nowMs = 60_001
    expect(access.takeTicket(ticket)).toBe(false)
  })

  it('opens sessions that outlive a restart, by a cookie that scripts and other sites cannot use', () => {
    const key = createSecret()
    const cookie = createAccess(key).sessionCookie(host)
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Strict')
    const pair = cookie.split(';')[0] ?? ''
    expect(createAccess(key).isSession(`theme=dark; ${pair}`, host)).toBe(true)
    expect(createAccess(createSecret()).isSession(pair, host)).toBe(false)
  })

  it('does not take the cookie of a Wattle at another port for its own', () => {
    const access = createAccess(createSecret())
    const pair = access.sessionCookie('127.0.0.1:1234').split(';')[0]
    expect(access.isSession(pair, host)).toBe(false)
    expect(access.isSession(undefined, host)).toBe(false)
  })
})
