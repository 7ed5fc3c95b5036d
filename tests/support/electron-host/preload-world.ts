import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { CDPSession, Page } from '@playwright/test'
import { z } from 'zod'

const world = 'preload'
const messageSchema = z.union([z.object({ send: z.string() }), z.object({ port: z.number(), data: z.string() })])

/** One end of a channel whose other end is in the page. Carries the strings that oRPC sends. */
export class HostPort extends EventEmitter {
  #send: (data: string) => void = () => undefined

  connect(send: (data: string) => void): void {
    this.#send = send
  }

  start(): void {}

  close(): void {
    this.emit('close')
  }

  postMessage(message: string): void {
    this.#send(message)
  }
}

/**
 * Runs the built preload in an isolated world of each document, as Electron does, with an `ipcRenderer` of three methods, a
 * `contextBridge` for functions of one file and a `webUtils` behind its `require('electron')`. `onSend` gets the channels that it sends to.
 */
export class PreloadWorld {
  readonly #session: CDPSession
  readonly #ports: HostPort[] = []
  #contextId = 0

  static async open(page: Page, preload: string, onSend: (channel: string) => void): Promise<PreloadWorld> {
    const session = await page.context().newCDPSession(page)
    const opened = new PreloadWorld(session)
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === world && context.auxData?.frameId) opened.#enter(context.id)
    })
    session.on('Runtime.bindingCalled', ({ payload }) => {
      const message = messageSchema.parse(JSON.parse(payload))
      if ('send' in message) onSend(message.send)
      else opened.#ports[message.port]?.emit('message', { data: message.data })
    })
    await session.send('Page.enable')
    await session.send('Runtime.enable')
    await session.send('Runtime.addBinding', { name: 'toHost', executionContextName: world })
    await session.send('Page.addScriptToEvaluateOnNewDocument', {
      source: `${bridge}\n(function (require) {${readFileSync(preload, 'utf8')}\n})(() => ({ contextBridge, ipcRenderer, webUtils }))`,
      worldName: world,
    })
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldBridge })
    return opened
  }

  private constructor(session: CDPSession) {
    this.#session = session
  }

  /** Hands the other end of a port to the preload's listener of this channel. */
  deliver(channel: string, port: HostPort): void {
    const index = this.#ports.push(port) - 1
    port.connect((data) => this.#evaluate(`ports[${index}].postMessage(${JSON.stringify(data)})`))
    this.#evaluate(`deliver(${JSON.stringify(channel)}, ${index})`)
  }

  /** A new document has new ports: those of the last one are closed, as Electron closes them. */
  #enter(contextId: number): void {
    this.#contextId = contextId
    for (const port of this.#ports) port.close()
  }

  #evaluate(expression: string): void {
    const contextId = this.#contextId
    // The document may be gone by now: nobody is left to be told.
    this.#session.send('Runtime.evaluate', { expression, contextId }).catch(() => undefined)
  }
}

const bridge = `
const listeners = new Map()
const ports = []
const ipcRenderer = {
  send: (channel) => toHost(JSON.stringify({ send: channel })),
  on: (channel, listener) => listeners.set(channel, listener),
  once: (channel, listener) => listeners.set(channel, (event) => { listeners.delete(channel); listener(event) }),
}
// A dropped file lies in the folder that the test names: a page's own File has no path that could be asked for.
const dropFolder = ${JSON.stringify(process.env.WATTLE_TEST_DROPS ?? '')}
const webUtils = { getPathForFile: (file) => (dropFolder === '' ? '' : dropFolder + '/' + file.name) }
// The worlds share the document and no object: a file crosses in an input field, an answer in an attribute.
const contextBridge = {
  exposeInMainWorld: (name, api) => {
    document.addEventListener('bridge-call', ({ target }) => {
      const method = api[target.dataset.method]
      target.dataset.answer = method(target.files[0])
    }, true)
  },
}
function deliver(channel, index) {
  const { port1, port2 } = new MessageChannel()
  ports[index] = port1
  port1.onmessage = ({ data }) => toHost(JSON.stringify({ port: index, data }))
  listeners.get(channel)?.({ ports: [port2] })
}
`

/** The functions that the preload exposes, in the page's own world. */
const mainWorldBridge = `
window.wattle = new Proxy({}, {
  get: (_target, method) => (file) => {
    const field = document.createElement('input')
    field.type = 'file'
    const transfer = new DataTransfer()
    transfer.items.add(file)
    field.files = transfer.files
    field.dataset.method = method
    document.body.append(field)
    field.dispatchEvent(new Event('bridge-call'))
    field.remove()
    return field.dataset.answer
  },
})
`
