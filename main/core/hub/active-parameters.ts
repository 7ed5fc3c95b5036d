/** The parameters of a mixture of experts that one token needs, by a name such as `Qwen3-30B-A3B`; null where the name says nothing of it. */
export function activeParameters(name: string, parameterCount: number | null): number | null {
  const billions = /(?:^|[-_ ])A(\d{1,4}(?:\.\d{1,3})?)B(?=$|[-_. ])/i.exec(name)?.[1]
  if (billions === undefined || parameterCount === null) return null
  const active = Math.round(Number(billions) * 1e9)
  return active > 0 && active < parameterCount ? active : null
}
