// Chromium knows no scheme of ours, so the page lies at an https origin that exists nowhere and is answered by the stand-in alone.
const pageOrigin = 'https://wattle.invalid'
const appOrigin = 'app://wattle'

/** An address as the app knows it, for Chromium. */
export const toPageUrl = (url: string): string => url.replace(appOrigin, pageOrigin)

/** An address of Chromium's, as the app knows it. */
export const toAppUrl = (url: string): string => url.replace(pageOrigin, appOrigin)
