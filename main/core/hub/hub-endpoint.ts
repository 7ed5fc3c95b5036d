import { Fault } from '../fault.ts'
import { isLoopback } from '../network/addresses.ts'

type Environment = Readonly<Record<string, string | undefined>>

const usualEndpoint = 'https://huggingface.co'

/** The hub's address: what HF_ENDPOINT names, else Hugging Face's own. Without a slash at its end. */
export function endpointText({ HF_ENDPOINT }: Environment): string {
  return (HF_ENDPOINT?.trim() || usualEndpoint).replace(/\/+$/, '')
}

/**
 * The hub's address, fit to be asked: https, or http on this very machine, so that nobody on the way reads a token.
 * Faults: HUB_ENDPOINT_REFUSED (params.endpoint).
 */
export function hubEndpoint(environment: Environment): URL {
  const text = endpointText(environment)
  const url = URL.canParse(text) ? new URL(text) : null
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url))
  if (url === null || !isSafe || url.username !== '' || url.password !== '') {
    throw new Fault('HUB_ENDPOINT_REFUSED', { params: { endpoint: shownAddress(text) } })
  }
  return url
}

/** An address without the user and password in it. */
export function shownAddress(address: string): string {
  return address.replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/?#]*@/i, '$1')
}

/** The proxy that https requests go through, without its password; null for none. */
export function shownProxy(environment: Environment, endpoint: string): string | null {
  const isPlain = endpoint.startsWith('http:')
  const https = environment.https_proxy ?? environment.HTTPS_PROXY
  const http = environment.http_proxy ?? environment.HTTP_PROXY
  const proxy = (isPlain ? http : https)?.trim()
  return proxy ? shownAddress(proxy) : null
}
