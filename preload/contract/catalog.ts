import { z } from 'zod'
import { procedure } from './common.ts'
import { offeredModelSchema } from './offers.ts'

export const catalogContract = {
  /** The curated models that ship with the app, what this machine runs well first. Asks nobody. */
  list: procedure.output(z.array(offeredModelSchema)),
}
