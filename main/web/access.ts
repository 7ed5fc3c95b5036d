import { randomBytes, timingSafeEqual } from 'node:crypto'

const ticketLifetimeMs = 60_000

/** Who may use the web shell: holders of the token, of a ticket, or of the session's cookie. */
export type Access = {
  /** Part of the printed address; new at each start. */
  readonly token: string
  isToken(value: string | null | undefined): boolean
  /** A secret for one use within a minute: the command line of a browser can be read by other users of the machine. */
  createTicket(): string
  takeTicket(value: string | null | undefined): boolean
  isSession(cookieHeader: string | undefined, host: string): boolean
  /** The `Set-Cookie` value that opens a session. */
  sessionCookie(host: string): string
}

/**
 * `sessionKey` is what the cookie holds. It is kept in the data folder, so that an open tab goes on after a restart; the token in the
 * printed address is not, so that an address that was copied somewhere dies with the process.
 */
export function createAccess(sessionKey: string, now: () => number = Date.now): Access {
  const token = createSecret()
  const tickets = new Map<string, number>()
  return {
    token,
    isToken: (value) => isSame(value, token),
    createTicket: () => {
      const ticket = createSecret()
      tickets.set(ticket, now() + ticketLifetimeMs)
      return ticket
    },
    takeTicket: (value) => {
      for (const [ticket, expiresAtMs] of tickets) {
        if (expiresAtMs < now()) tickets.delete(ticket)
        else if (isSame(value, ticket)) return tickets.delete(ticket)
      }
      return false
    },
    isSession: (cookieHeader, host) => {
      const prefix = `${cookieName(host)}=`
      const cookies = (cookieHeader ?? '').split(';').map((cookie) => cookie.trim())
      return cookies.some((cookie) => cookie.startsWith(prefix) && isSame(cookie.slice(prefix.length), sessionKey))
    },
    sessionCookie: (host) => `${cookieName(host)}=${sessionKey}; Path=/; HttpOnly; SameSite=Strict`,
  }
}

/** 256 random bits, fit for an address and a cookie. */
export function createSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Cookies are shared by all ports of a host: the port in the name keeps two running Wattles apart. */
function cookieName(host: string): string {
  return `wattle-${/:(\d+)$/.exec(host)?.[1] ?? '80'}`
}

function isSame(value: string | null | undefined, secret: string): boolean {
  const given = Buffer.from(value ?? '')
  const wanted = Buffer.from(secret)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
