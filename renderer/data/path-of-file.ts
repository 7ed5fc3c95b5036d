declare global {
  interface Window {
    /** What the desktop shell's preload script gives the page; a browser has none. */
    wattle?: { pathOfFile: (file: File) => string }
  }
}

/** Where a dropped or chosen file lies; null in a browser, which does not tell, and for what was made by a page. */
export const pathOfFile = (file: File): string | null => window.wattle?.pathOfFile(file) || null
