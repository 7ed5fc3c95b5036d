import type { LabModel } from '#contract/lab/run.ts'

type Named = Pick<LabModel, 'name' | 'quantization' | 'fileName'>

/** What two models are called beside each other: by what tells them apart, as shortly as it can be said. */
export function modelNames(one: Named, other: Named): [string, string] {
  const ways: ((model: Named) => string)[] = [
    ...(one.name === other.name ? [({ quantization }: Named) => quantization] : []),
    ({ name, quantization }) => `${name} ${quantization}`,
  ]
  const way = ways.find((nameOf) => nameOf(one) !== nameOf(other)) ?? (({ fileName }: Named) => fileName)
  return [way(one), way(other)]
}
