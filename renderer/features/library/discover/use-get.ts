import { useState } from 'react'
import type { OfferedModel, OfferedQuantization } from '#contract/offers.ts'
import { useClient } from '../../../data/client-context.tsx'
import { problemOf, type ShownProblem } from '../../../data/problem.ts'

/** Puts an offered quantization into the queue. What is refused is told where it was asked for. */
export const useGet = (offer: OfferedModel) => {
  const { downloads } = useClient()
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const get = async ({ name, files }: OfferedQuantization): Promise<void> => {
    setProblem(null)
    try {
      if (offer.catalogId !== null) await downloads.addFromCatalog({ catalogId: offer.catalogId, quantization: name })
      else {
        const paths = files.map((file) => file.path)
        await downloads.addFromHub({ repository: offer.repository, quantization: name, paths })
      }
    } catch (error) {
      setProblem(problemOf(error))
    }
  }
  return { get, problem }
}
