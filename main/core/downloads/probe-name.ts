import { answerFault } from '../network/answer-fault.ts'
import { guardedGet } from '../network/guarded-get.ts'
import type { NetworkLog } from '../network/network-log.ts'
import type { TransferTools } from './transfer/transfer-options.ts'
import { isNamedByUrl, urlFileName } from './url-file-name.ts'

/**
 * The name of the file at an address: the address's own, else what the server says when it is asked for the first byte.
 * Faults: DOWNLOAD_FILE_NAME_REFUSED; those of `guardedGet` and `answerFault`.
 */
export async function fileNameAt(
  url: URL,
  { dispatcher, limits, now }: TransferTools,
  requests: Pick<NetworkLog, 'begin'>,
): Promise<string> {
  if (isNamedByUrl(url)) return urlFileName(url, null)
  const { answer, record } = await guardedGet(url, {
    dispatcher,
    headers: { accept: '*/*', 'accept-encoding': 'identity', range: 'bytes=0-0' },
    signal: AbortSignal.timeout(limits.headTimeoutMs),
    headTimeoutMs: limits.headTimeoutMs,
    authorization: async () => null,
    begin: (target) => requests.begin(target, 'model-download'),
  })
  answer.discard()
  if (answer.status !== 200 && answer.status !== 206) {
    record.failed()
    throw answerFault(answer, { what: `${url.host}${url.pathname}`, repository: null, nowMs: now() })
  }
  record.done()
  return urlFileName(url, answer.header('content-disposition'))
}
