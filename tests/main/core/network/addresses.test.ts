import { expect, it } from 'vitest'
import { isLoopback, isPrivate } from '../../../../main/core/network/addresses.ts'

const hosts = (names: string[]) => names.map((name) => new URL(`https://${name}/`))

it('knows this very machine by all its names', () => {
  for (const url of hosts(['localhost', 'LOCALHOST.', 'a.localhost', '127.0.0.1', '127.1', '2130706433', '[::1]'])) {
    expect([url.host, isLoopback(url)]).toEqual([url.host, true])
  }
  for (const url of hosts(['example.org', '128.0.0.1', 'localhost.example.org', '[::2]'])) {
    expect([url.host, isLoopback(url)]).toEqual([url.host, false])
  }
})

// The bug: a redirect from the internet that turns the app into a visitor of the user's router.
it('knows what is not on the internet', () => {
  const local = ['10.1.2.3', '172.31.0.1', '192.168.0.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '[fe80::1]']
  const names = [
    '[fd00::1]',
    '[::ffff:192.168.0.1]',
    '[::ffff:127.0.0.1]',
    'router',
    'nas.local',
    'x.internal',
    'localhost',
  ]
  for (const url of hosts([...local, ...names])) expect([url.host, isPrivate(url)]).toEqual([url.host, true])
  for (const url of hosts(['example.org', '172.32.0.1', '8.8.8.8', '[2001:4860:4860::8888]', '[::ffff:8.8.8.8]'])) {
    expect([url.host, isPrivate(url)]).toEqual([url.host, false])
  }
})
