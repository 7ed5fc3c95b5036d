import { randomInt } from 'node:crypto'
import type { ProfileContent } from '#contract/profiles.ts'
import { samplingSchema } from '#contract/sampling.ts'
import type { AnswerRequest } from '../chat/answer-source.ts'
import type { GenerateRequest } from '../ports/engine-link.ts'

/** The request as the engine takes it, with the model's profile between the settings and what the conversation sets for itself. */
export function requestInForce(
  { messageId: _, own, ...request }: AnswerRequest,
  profile: Pick<ProfileContent, 'sampling' | 'systemPrompt'> | null,
): GenerateRequest {
  if (profile === null) return request
  const sampling = samplingSchema.parse({ ...request.sampling, ...profile.sampling, ...own.sampling })
  return {
    ...request,
    systemPrompt: own.systemPrompt ?? profile.systemPrompt ?? request.systemPrompt,
    // A profile may ask for a new seed each time where the settings have a fixed one.
    sampling: { ...sampling, seed: sampling.seed ?? randomInt(2 ** 32) },
  }
}
