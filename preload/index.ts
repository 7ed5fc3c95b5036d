import { contextBridge, ipcRenderer, webUtils } from 'electron'

// The page gets one MessagePort, which carries the contract, and one function: where a file lies that was dropped on it.
const { origin } = window.location

contextBridge.exposeInMainWorld('wattle', { pathOfFile: (file: File) => webUtils.getPathForFile(file) })

// The page listens before its load event.
window.addEventListener('load', () => ipcRenderer.send('wattle:connect'))

ipcRenderer.once('wattle:port', ({ ports }) => {
  window.postMessage({ type: 'wattle:port' }, origin, [...ports])
})
