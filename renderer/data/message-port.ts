/** The way of the port from the preload script into the page, and the only message of the window that is listened to. */
const portMessageType = 'wattle:port'

/** True where the page comes from the desktop shell, which serves it under a scheme of its own and hands it a port. */
export const isDesktopPage = (location: Pick<Location, 'protocol'> = window.location): boolean =>
  !/^https?:$/.test(location.protocol)

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
