import { BlockList, isIP } from 'node:net'

const privateNetworks = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  privateNetworks.addSubnet(network, prefix, 'ipv4')
}
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  privateNetworks.addSubnet(network, prefix, 'ipv6')
}

/** Whether a URL names this very machine. */
export function isLoopback({ hostname }: URL): boolean {
  const host = bareHost(hostname)
  return host === 'localhost' || host.endsWith('.localhost') || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

/** Whether a URL names, by number or by a name that only local networks know, something that is not on the internet. */
export function isPrivate(url: URL): boolean {
  const host = bareHost(url.hostname)
  const version = isIP(host)
  if (version === 4) return privateNetworks.check(host, 'ipv4')
  // The list knows that ::ffff:10.0.0.1 is 10.0.0.1.
  if (version === 6) return privateNetworks.check(host, 'ipv6')
  return isLoopback(url) || !host.includes('.') || /\.(local|internal|lan|home\.arpa)$/.test(host)
}

function bareHost(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
}
