import { implement } from '@orpc/server'
import { contract } from '#contract/index.ts'
import type { Core } from '../core/create-core.ts'
import { toTypedError } from './errors.ts'
import type { Shell } from './shell.ts'

/** What every procedure gets. */
export type ApiContext = { core: Core; shell: Shell }

/** The contract, ready to be implemented: each failure leaves as the typed error of its code. */
export const api = implement(contract)
  .$context<ApiContext>()
  .use(async ({ context, next, signal }) => {
    try {
      return await next()
    } catch (error) {
      throw toTypedError(error, context.shell, signal)
    }
  })
