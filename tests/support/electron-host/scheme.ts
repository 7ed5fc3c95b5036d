import type * as Electron from 'electron'

type Handler = Parameters<Electron.Protocol['handle']>[1]

let handler: Handler | null = null
let isPrivileged = false

/** What the app's scheme answers; null for an address of any other. */
export async function answerFromScheme(url: string, method: string): Promise<Response | null> {
  return url.startsWith('app:') && handler ? handler(new Request(url, { method })) : null
}

export const protocol = {
  registerSchemesAsPrivileged: (schemes) => {
    isPrivileged = schemes.some(
      ({ scheme, privileges }) => scheme === 'app' && privileges?.standard && privileges.secure,
    )
  },
  handle: (scheme, answer) => {
    if (scheme !== 'app' || !isPrivileged) throw new Error(`${scheme} was not registered as a standard, secure scheme.`)
    handler = answer
  },
} satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>
