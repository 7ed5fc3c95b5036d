/** The way of the port from the preload script into the page, and the only message of the window that is listened to. */
const portMessageType = 'wattle:port'

/** True in the Electron shell, whose pages do not come over HTTP or are told by their user agent. */
export const isElectron = (): boolean => navigator.userAgent.includes('Electron/')

/** Waits for the port that the preload script posts to this window. Asks for it, in case it was posted before anyone listened. */
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
