import type { IncomingMessage } from 'node:http'

/** Why a request is not answered, as a status and two sentences for whoever reads the page. */
export type Refusal = { status: 400 | 401 | 403 | 421; what: string; next: string }

const loopbackNames = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Checks what a web page of another origin cannot forge. The Host must be a name of this machine (a foreign name that was made to point
 * here is DNS rebinding); any port will do, since an SSH tunnel ends at a port of the user's choice. An Origin, where there is one, must be
 * this very server as the browser sees it. Returns null for a request that may go on.
 */
export function checkRequest(request: Pick<IncomingMessage, 'url' | 'headers' | 'headersDistinct'>): Refusal | null {
  const { origin } = request.headers
  const hosts = request.headersDistinct.host ?? []
  const host = hosts[0]
  if (!isPath(request.url)) {
    return { status: 400, what: 'This is not a request for a page of Wattle.', next: 'Ask for a path, such as /.' }
  }
  if (host === undefined || hosts.length !== 1 || !isLoopback(host)) {
    return {
      status: 421,
      what: 'Wattle answers only to the names of the machine that it runs on.',
      next: 'Open the address that Wattle printed, with localhost or 127.0.0.1. From another machine, use an SSH tunnel.',
    }
  }
  if (origin !== undefined && origin !== `http://${host}`) {
    return {
      status: 403,
      what: 'This request was made by a page of another site.',
      next: 'Open the address that Wattle printed in a tab of its own.',
    }
  }
  return null
}

/** A backslash counts as a slash in a URL: `/\\[` would name a host, and not even one that can be parsed. */
function isPath(target: string | undefined): boolean {
  return target !== undefined && /^\/(?![/\\])/.test(target) && URL.canParse(target, 'http://localhost')
}

function isLoopback(host: string): boolean {
  const match = /^(?<name>\[[^\]]+\]|[^:]+)(?<port>:\d{1,5})?$/.exec(host)
  return loopbackNames.has(match?.groups?.name?.toLowerCase() ?? '')
}
