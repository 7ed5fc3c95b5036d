import { oc } from '@orpc/contract'
import { z } from 'zod'
import { errorMap } from './errors.ts'

/** The start of each procedure: the typed errors that any of them may answer with. */
export const procedure = oc.errors(errorMap)

/** An opaque id. Ids, never paths, travel from the interface. */
export const idSchema = z.string().min(1).max(64)

/** Milliseconds since the Unix epoch. */
export const timestampMsSchema = z.number().int().nonnegative()

/** A count of bytes. */
export const sizeBytesSchema = z.number().int().nonnegative()
