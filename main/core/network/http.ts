import { type Dispatcher, EnvHttpProxyAgent } from 'undici'
import { readIntoOwnBuffers } from './read-buffers.ts'

type Environment = Readonly<Record<string, string | undefined>>

const connectTimeoutMs = 10_000
/** For the head of an answer. Of the body whoever receives it keeps watch. */
const headersTimeoutMs = 30_000

/**
 * The connections of the whole app: through the proxy that HTTP_PROXY and HTTPS_PROXY name, but for the hosts in NO_PROXY. HTTP/2 stays
 * off, since it would put all ranges of a file into one connection.
 */
export function createDispatcher(environment: Environment = process.env): Dispatcher {
  const httpProxy = proxyAddress(environment.http_proxy ?? environment.HTTP_PROXY)
  const httpsProxy = proxyAddress(environment.https_proxy ?? environment.HTTPS_PROXY)
  return new EnvHttpProxyAgent({
    httpProxy,
    httpsProxy,
    noProxy: environment.no_proxy ?? environment.NO_PROXY ?? '',
    allowH2: false,
    connect: { timeout: connectTimeoutMs, ...readIntoOwnBuffers },
    headersTimeout: headersTimeoutMs,
    bodyTimeout: 0,
  })
}

/** Tools take a proxy without its scheme as well. One that cannot be understood is none, as it is to them. */
function proxyAddress(value: string | undefined): string {
  if (value === undefined || value.trim() === '') return ''
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`
  const { protocol } = URL.canParse(address) ? new URL(address) : { protocol: '' }
  return protocol === 'http:' || protocol === 'https:' ? address : ''
}
