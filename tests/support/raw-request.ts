import { connect } from 'node:net'
import { text } from 'node:stream/consumers'

/** What came back: the status, the headers with lower-case names, and the rest. */
export type RawResponse = { status: number; headers: Map<string, string>; body: string }

/** Sends these very lines to a port of this machine: no client tidies the path or the headers on the way. */
export async function rawRequest(port: number, lines: string[]): Promise<RawResponse> {
  const socket = connect(port, '127.0.0.1')
  socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`)
  const answer = await text(socket)
  const end = answer.indexOf('\r\n\r\n')
  const [statusLine = '', ...headerLines] = answer.slice(0, end).split('\r\n')
  const headers = headerLines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  return { status: Number(statusLine.split(' ')[1]), headers: new Map(headers), body: answer.slice(end + 4) }
}
