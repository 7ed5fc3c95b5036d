import type { NetworkLog } from '../network/network-log.ts'

/** Where each request is recorded as it is sent, for the parts outside the core that send some. */
export type RequestLog = Pick<NetworkLog, 'begin'>
