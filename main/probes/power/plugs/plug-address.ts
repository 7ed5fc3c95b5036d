import { isIPv4, isIPv6 } from 'node:net'
import { Fault } from '../../../core/fault.ts'

/** Where a plug is: the address as it is kept, and its URL. */
export type PlugAddress = { address: string; url: URL }

const hostPattern =
  /^(?:\[(?<ipv6>[0-9a-f:.]+)\]|(?<host>[a-z0-9](?:[a-z0-9._-]{0,251}[a-z0-9])?))(?::(?<port>\d{1,5}))?$/i

/**
 * A host name or IP address with an optional port, IPv6 in brackets, and nothing else: no scheme, user, path or query. A number that is no
 * whole address is refused, since it would be taken for another host than the one that was typed. Fault: METER_PLUG_ADDRESS_REFUSED
 * (params.address).
 */
export function parsePlugAddress(typed: string): PlugAddress {
  const text = typed.trim()
  const parts = hostPattern.exec(text)?.groups
  if (parts === undefined || !isHost(parts) || !isPort(parts.port)) throw refused(text)
  const address = `http://${text}/`
  if (!URL.canParse(address)) throw refused(text)
  const url = new URL(address)
  return { address: url.host, url }
}

function isHost({ ipv6, host = '' }: Record<string, string | undefined>): boolean {
  if (ipv6 !== undefined) return isIPv6(ipv6)
  const lastLabel = host.slice(host.lastIndexOf('.') + 1)
  // What ends in a number is an address to a URL: `127.1` and `0x7f` are hosts of its own making.
  return /^(\d+|0x[0-9a-f]*)$/i.test(lastLabel) ? isIPv4(host) : !host.includes('..')
}

function isPort(port: string | undefined): boolean {
  return port === undefined || (Number(port) >= 1 && Number(port) <= 65_535)
}

function refused(text: string): Fault {
  return new Fault('METER_PLUG_ADDRESS_REFUSED', { params: { address: text.slice(0, 100) } })
}
