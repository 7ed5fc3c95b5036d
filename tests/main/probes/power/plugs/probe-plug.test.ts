import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { NetworkLog } from '../../../../../main/core/network/network-log.ts'
import { HttpPlugProber } from '../../../../../main/probes/power/plugs/probe-plug.ts'
import { type FakePlugOptions, startFakePlug } from '../../../../support/fake-plug.ts'

const { signal } = new AbortController()
const kinds = ['shelly-gen1', 'shelly-gen2', 'tasmota'] as const

async function fakePlug(options: Partial<FakePlugOptions> & Pick<FakePlugOptions, 'kind'>) {
  const plug = await startFakePlug({ power: 42, ...options })
  onTestFinished(() => plug.close())
  return plug
}

function prober() {
  const requests = new NetworkLog(() => 7)
  return { requests, probe: (address: string) => new HttpPlugProber({ requests }).probe(address, signal) }
}

test.each(kinds)('knows a %s plug, by its own name', async (kind) => {
  const plug = await fakePlug({ kind, name: ' Desk ' })
  const { probe, requests } = prober()
  expect(await probe(` ${plug.address} `)).toEqual({ address: plug.address, kind, name: 'Desk' })
  expect(requests.list().length).toBe(plug.requests.length)
  expect(requests.list().every(({ purpose, outcome }) => purpose === 'power-plug' && outcome === 'done')).toBe(true)
  expect(requests.list().map(({ target }) => target)).not.toContain(expect.stringContaining('?'))
})

test.each(kinds)('calls a %s plug without a name by its address', async (kind) => {
  const plug = await fakePlug({ kind, name: kind === 'tasmota' ? '' : null })
  expect((await prober().probe(plug.address)).name).toBe(plug.address)
})

test.each(['shelly-gen1', 'tasmota'] as const)('takes a %s plug that does not tell its name', async (kind) => {
  const plug = await fakePlug({ kind })
  plug.answer = (request, response) => {
    if (/settings|Status$/.test(request.url ?? '')) response.destroy()
    else plug.serve(request, response)
  }
  expect((await prober().probe(plug.address)).name).toBe(plug.address)
})

test.each(kinds)('says that a %s plug wants a password', async (kind) => {
  const plug = await fakePlug({ kind, isLocked: true })
  await expect(prober().probe(plug.address)).rejects.toMatchObject({
    code: 'METER_PLUG_LOCKED',
    params: { address: plug.address },
  })
})

test.each(kinds)('does not take a %s that measures nothing for a plug', async (kind) => {
  const plug = await fakePlug({ kind, power: Number.NaN })
  await expect(prober().probe(plug.address)).rejects.toMatchObject({
    code: 'METER_PLUG_UNKNOWN',
    params: { address: plug.address },
  })
})

/** Something that is no plug. */
async function stranger(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { address: `127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

test.each([
  ['a page', (_: IncomingMessage, response: ServerResponse) => response.end('<html>a router</html>')],
  ['nothing', (_: IncomingMessage, response: ServerResponse) => response.writeHead(404).end()],
  [
    'other JSON',
    (_: IncomingMessage, response: ServerResponse) => response.end('{"gen":2,"StatusSNS":{"ENERGY":{"Power":"12"}}}'),
  ],
  ['a list', (_: IncomingMessage, response: ServerResponse) => response.end('[1,2,3]')],
  ['an error', (_: IncomingMessage, response: ServerResponse) => response.writeHead(500).end('{}')],
  [
    'absurd watts',
    (_: IncomingMessage, response: ServerResponse) => response.end('{"StatusSNS":{"ENERGY":{"Power":1e12}}}'),
  ],
])('does not take for a plug what answers with %s', async (_, answer) => {
  const { address } = await stranger(answer)
  await expect(prober().probe(address)).rejects.toMatchObject({ code: 'METER_PLUG_UNKNOWN', params: { address } })
})

// A whole disk's worth of body would fill the memory.
test('stops reading a body that never ends', async () => {
  let sentBytes = 0
  const { address } = await stranger((_, response) => {
    const piece = Buffer.alloc(16_384, 0x20)
    const send = () => {
      while (!response.destroyed && sentBytes < 64e6) {
        sentBytes += piece.length
        if (!response.write(piece)) {
          response.once('drain', send)
          return
        }
      }
    }
    send()
  })
  await expect(prober().probe(address)).rejects.toMatchObject({ code: 'METER_PLUG_UNKNOWN' })
  expect(sentBytes).toBeLessThan(32e6)
})

// The user named one host: a redirect could lead to any other.
test('follows no redirect', async () => {
  const victim = await stranger((_, response) => response.end('{}'))
  const { address } = await stranger((_, response) => {
    response.writeHead(302, { location: `http://${victim.address}/shelly` }).end()
  })
  await expect(prober().probe(address)).rejects.toMatchObject({ code: 'METER_PLUG_UNKNOWN' })
  expect(victim.asked).toEqual([])
})

test('says that nothing is there, and records that it asked', async () => {
  const { address } = await stranger((_, response) => response.destroy())
  const { probe, requests } = prober()
  await expect(probe(address)).rejects.toMatchObject({ code: 'METER_PLUG_UNREACHABLE', params: { address } })
  expect(requests.list()).toMatchObject([{ target: `${address}/shelly`, outcome: 'failed' }])
})

test('waits two seconds for an answer and no longer', async () => {
  const { address } = await stranger(() => undefined)
  await expect(prober().probe(address)).rejects.toMatchObject({
    code: 'METER_PLUG_UNREACHABLE',
    detail: 'no answer within 2000 ms',
  })
})

test('ends with the signal’s own reason', async () => {
  const stopped = new AbortController()
  const { address } = await stranger(() => stopped.abort(new Error('stopped')))
  await expect(
    new HttpPlugProber({ requests: new NetworkLog(() => 7) }).probe(address, stopped.signal),
  ).rejects.toThrow('stopped')
})

test('asks nobody for what is no address', async () => {
  const { probe, requests } = prober()
  await expect(probe('http://plug/')).rejects.toMatchObject({ code: 'METER_PLUG_ADDRESS_REFUSED' })
  expect(requests.list()).toEqual([])
})
