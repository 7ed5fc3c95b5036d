import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { z } from 'zod'
import type { ErrorCode } from '#contract/errors.ts'
import type { ApiContext } from '../api/base.ts'
import { Fault } from '../core/fault.ts'

/** A sender of whom nothing has come for so long is gone. */
const silenceMs = 60_000

const lengthSchema = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number)

const statuses: Partial<Record<ErrorCode, 400 | 409 | 500 | 507>> = {
  IMPORT_INCOMPLETE: 400,
  IMPORT_NAME_TAKEN: 409,
  DISK_FULL: 507,
  INTERNAL: 500,
}

/**
 * Takes the bytes of a model file that was dropped on the page of a session. What is not announced by a Content-Length is not received.
 */
export async function receiveImport(
  context: Context<{ Bindings: HttpBindings }, '/import/:name'>,
  { core, shell }: ApiContext,
): Promise<Response> {
  const { incoming } = context.env
  try {
    const fileName = context.req.param('name')
    const length = lengthSchema.safeParse(incoming.headers['content-length'])
    if (!length.success) {
      throw new Fault('IMPORT_INCOMPLETE', { params: { fileName, receivedBytes: 0, expectedBytes: 0 } })
    }
    incoming.setTimeout(silenceMs, () => incoming.destroy())
    const { signal } = context.req.raw
    const sending = { fileName, sizeBytes: length.data, bytes: incoming, signal }
    return context.json(await core.imports.receive(sending))
  } catch (error) {
    const fault = Fault.from(error)
    if (fault.code === 'INTERNAL') shell.report(error)
    return context.json(fault.toProblem(), statuses[fault.code] ?? 422)
  }
}
