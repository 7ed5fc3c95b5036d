import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { ApiContext } from '../api/base.ts'
import type { RendererFile } from '../shell/renderer-files.ts'
import { securityHeaders } from '../shell/security-headers.ts'
import type { Access } from './access.ts'
import { checkRequest } from './guard.ts'
import { receiveImport } from './import-route.ts'
import { noAccess, plainPage } from './pages.ts'

type SiteOptions = {
  access: Access
  context: ApiContext
  readFile: (pathname: string) => Promise<RendererFile | null>
}

/** The pages of the web shell: the exchange of a token for a session; for those who have one, the renderer's files and the way in for models. */
export function createSite({ access, context: api, readFile }: SiteOptions): Hono<{ Bindings: HttpBindings }> {
  const site = new Hono<{ Bindings: HttpBindings }>()

  site.use(async (context, next) => {
    const { incoming } = context.env
    const host = incoming.headers.host ?? ''
    const refusal = checkRequest(incoming)
    if (refusal) context.res = context.html(plainPage(refusal), refusal.status)
    else await next()
    const connect = refusal ? [] : [`ws://${host}`]
    for (const [name, value] of Object.entries(securityHeaders(connect))) context.header(name, value)
    if (!context.res.headers.has('Cache-Control')) context.header('Cache-Control', 'no-store')
  })

  // A second start of Wattle holds the token and asks for a ticket, to open a window without showing the token.
  site.get('/ticket', (context) => {
    const key = /^Bearer (.+)$/.exec(context.req.header('Authorization') ?? '')?.[1]
    return access.isToken(key)
      ? context.text(access.createTicket())
      : context.html(plainPage(noAccess), noAccess.status)
  })

  site.use(async (context, next) => {
    const { incoming } = context.env
    const host = incoming.headers.host ?? ''
    const { token, ticket } = context.req.query()
    if (access.isToken(token) || access.takeTicket(ticket)) {
      context.header('Set-Cookie', access.sessionCookie(host))
      return context.redirect('/', 303)
    }
    if (!access.isSession(incoming.headers.cookie, host)) return context.html(plainPage(noAccess), noAccess.status)
    return next()
  })

  // A page sends its Origin with a PUT; who sends none is no page of ours.
  site.put('/import/:name', async (context) =>
    context.env.incoming.headers.origin === undefined
      ? context.html(plainPage(noAccess), noAccess.status)
      : receiveImport(context, api),
  )

  site.get('*', async (context) => {
    const file = await readFile(context.req.path)
    if (!file) {
      const what = context.req.path === '/' ? 'The interface was not built.' : 'There is no such page.'
      const next = context.req.path === '/' ? 'Run npm run build, or start Wattle with npm start.' : 'Open / instead.'
      return context.html(plainPage({ what, next }), 404)
    }
    return context.body(file.body, 200, { 'Content-Type': file.contentType, 'Cache-Control': file.cacheControl })
  })

  site.onError((error, context) => {
    console.error(error)
    return context.html(plainPage({ what: 'Something went wrong in Wattle.', next: 'Reload the page.' }), 500)
  })
  return site
}
