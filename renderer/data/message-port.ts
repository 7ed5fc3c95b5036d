/** The way of the port from the preload script into the page, and the only message of the window that is listened to. */
const portMessageType = 'wattle:port'

/** True where the desktop shell's preload script has run, which hands the page a port. */
export const isDesktopPage = (): boolean => window.wattle !== undefined

/** Waits for the port that the preload script posts to this window after its load event. */
export const receivePort = (target: Window = window): Promise<MessagePort> =>
  new Promise((resolve) => {
    const listen = (event: MessageEvent) => {
      const [port] = event.ports
      if (event.source !== target || event.data?.type !== portMessageType || !port) return
      target.removeEventListener('message', listen)
      resolve(port)
    }
    target.addEventListener('message', listen)
  })
