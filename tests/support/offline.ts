/** An environment in which no source of the starter model answers, so that a test of something else fetches nothing. */
export const offline = { HF_ENDPOINT: 'http://127.0.0.1:9', PIP_NO_INDEX: '1' }
