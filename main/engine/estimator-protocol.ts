import { z } from 'zod'
import { type FitQuestion, fitAnswerSchema } from '../core/ports/fit-estimator.ts'

/** A question to the process that simulates loads. It takes one after the other. */
export type ToEstimator = { id: number; question: FitQuestion }

/** Its answer, with the question's id. */
export const fromEstimatorSchema = z.object({ id: z.number().int(), answer: fitAnswerSchema })
export type FromEstimator = z.infer<typeof fromEstimatorSchema>
