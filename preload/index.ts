import { ipcRenderer } from 'electron'

// The page gets one MessagePort, which carries the contract, and nothing else of Electron. It listens before its load event.
const { origin } = window.location

window.addEventListener('load', () => ipcRenderer.send('wattle:connect'))

ipcRenderer.once('wattle:port', ({ ports }) => {
  window.postMessage({ type: 'wattle:port' }, origin, [...ports])
})
