import { describe, expect, it } from 'vitest'
import { checkRequest } from '../../../main/web/guard.ts'

const check = ({ url = '/', host, origin }: { url?: string; host?: string | string[]; origin?: string }) => {
  const hosts = host === undefined ? [] : [host].flat()
  return checkRequest({
    url,
    headers: { ...(hosts[0] === undefined ? {} : { host: hosts[0] }), ...(origin === undefined ? {} : { origin }) },
    headersDistinct: { host: hosts },
  })
}

describe('the guard of the web shell', () => {
  it.each(['localhost:9288', '127.0.0.1:9288', '[::1]:9288', 'LOCALHOST:1', 'localhost', '127.0.0.1:8443'])(
    'lets %s through, also at another port: an SSH tunnel ends where the user wants it to',
    (host) => expect(check({ host })).toBeNull(),
  )

  it.each([
    'evil.example',
    'evil.example:9288',
    'localhost.evil.example:9288',
    '127.0.0.1.evil.example',
    '192.168.1.5:9288',
    '0.0.0.0:9288',
    'localhost@evil.example',
    'localhost:9288@evil.example',
    'localhost:9288:80',
    'localhost:',
    '[::1].evil.example',
    '',
  ])('refuses the Host "%s", which DNS rebinding would bring', (host) => {
    expect(check({ host })?.status).toBe(421)
  })

  it('refuses a request without a Host, and one with two of them', () => {
    expect(check({})?.status).toBe(421)
    expect(check({ host: ['localhost:9288', 'evil.example'] })?.status).toBe(421)
  })

  it.each([
    'http://evil.example',
    'https://localhost:9288',
    'http://localhost:9289',
    'http://127.0.0.1:9288',
    'http://localhost:9288.evil.example',
    'null',
    '',
  ])('refuses the Origin "%s" at localhost:9288', (origin) => {
    expect(check({ host: 'localhost:9288', origin })?.status).toBe(403)
  })

  it('lets its own Origin through', () => {
    expect(check({ host: 'localhost:9288', origin: 'http://localhost:9288' })).toBeNull()
  })

  // `/\\[` was taken for a path, and made the URL parser throw where nobody caught it: the whole app ended.
  it.each([
    'http://localhost:9288/',
    'http://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/\\[',
    '*',
    'evil',
  ])('refuses the request target "%s", which is no path', (url) =>
    expect(check({ url, host: 'localhost:9288' })?.status).toBe(400),
  )
})
