import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { idSchema, procedure, timestampMsSchema } from '../common.ts'
import { problemSchema } from '../errors.ts'
import { labModelSchema } from './run.ts'

/** One of the two places on the screen. What is behind it is told when the test is ended. */
export const sideSchema = z.enum(['left', 'right'])
export type Side = z.infer<typeof sideSchema>

export const blindRoundSchema = z.object({
  number: z.number().int().positive(),
  prompt: z.string(),
  state: z.enum(['answering', 'to-judge', 'judged', 'failed']),
  left: z.object({ text: z.string(), isDone: z.boolean() }),
  right: z.object({ text: z.string(), isDone: z.boolean() }),
  choice: z.enum(['left', 'right', 'tie']).nullable(),
  /** Why a round failed, without what would name a model; null where it did not. */
  problem: problemSchema.nullable(),
})
export type BlindRound = z.infer<typeof blindRoundSchema>

/** What is known after some rounds, ties left out. */
export const blindResultSchema = z.object({
  first: labModelSchema,
  second: labModelSchema,
  firstWins: z.number().int().nonnegative(),
  secondWins: z.number().int().nonnegative(),
  ties: z.number().int().nonnegative(),
  /**
   * How often a fair coin gives the one that leads at least as many wins as it has: P(X ≥ wins), exact, over the rounds that were no ties. 11 of
   * 20: 0.41, "a coin does this well 41 times in 100".
   */
  coinChance: z.number().min(0).max(1),
  /**
   * Whether the user could tell them apart: the exact two-sided binomial test is below 5 %. Two-sided, since nobody named the winner
   * beforehand: 14 of 20 is not enough, 15 of 20 is.
   */
  couldTell: z.boolean(),
  /** The first one's share of wins, with its exact (Clopper–Pearson) 95 % interval; null where all were ties. */
  firstShare: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** Whether the first one stood on the left, round by round. */
  firstOnLeft: z.array(z.boolean()),
})
export type BlindResult = z.infer<typeof blindResultSchema>

/** A test of two models. Until it is ended nothing in it tells which is which. */
export const blindTestSchema = z.object({
  id: idSchema,
  state: z.enum(['running', 'ended']),
  startedAtMs: timestampMsSchema,
  rounds: z.array(blindRoundSchema),
  /** What the two are, in no telling order; their sides change from round to round. */
  models: z.array(labModelSchema).length(2),
  /** null until it is ended. */
  result: blindResultSchema.nullable(),
})
export type BlindTest = z.infer<typeof blindTestSchema>

/** How many rounds are needed before the odds say much. */
export const enoughRounds = 10

export const blindTestContract = {
  /** The tests, the newest first. */
  list: procedure.output(z.array(blindTestSchema)),
  /** A test as it is, then each change. BLIND_TEST_NOT_FOUND. */
  watch: procedure.input(z.object({ id: idSchema })).output(eventIterator(blindTestSchema)),
  /** MODEL_NOT_FOUND, LAB_BUSY. */
  start: procedure.input(z.object({ modelIds: z.array(idSchema).length(2) })).output(blindTestSchema),
  /** Both answer a prompt; null: one of the built-in ones that was not asked yet. LAB_BUSY while the last round is not judged. */
  ask: procedure
    .input(z.object({ id: idSchema, prompt: z.string().trim().min(1).max(20_000).nullable() }))
    .output(blindTestSchema),
  judge: procedure.input(z.object({ id: idSchema, choice: z.enum(['left', 'right', 'tie']) })).output(blindTestSchema),
  /** Ends it and tells which was which. */
  end: procedure.input(z.object({ id: idSchema })).output(blindTestSchema),
  remove: procedure.input(z.object({ id: idSchema })).output(z.void()),
}
