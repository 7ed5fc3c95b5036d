import type { LabPrompt } from './prompt.ts'

export const creativeWriting: LabPrompt = {
  kind: 'creative-writing',
  maxTokens: 384,
  text: `Write the first chapter of a quiet mystery for adults. It is set in an observatory on a high plain, in the last winter before it is closed. The telescope is old and is turned by hand wheels; the domes creak in the cold, and the nearest village is four hours away when the road is free of snow.

The one who tells it is Ines Carrow, a technician of fifty-eight who has kept the mirrors clean for thirty years and knows each sound of the building. She is exact, a little impatient, and funnier than she thinks. With her are a young astronomer who came to finish the last observations, and a cook who says that he came for the silence.

On the third night the log of the telescope shows an exposure that nobody made: forty minutes, pointed at an empty piece of sky, at a time when all three sat at the same table. Nothing is stolen and nothing is broken. Only the wheel in the dome is set to a number that Ines recognises, and she does not say from where.

Tell it in the first person and in the past tense. Let the reader see the place through work that is being done, not through description alone. Use dialogue in which people do not quite answer each other. Do not explain the number in this chapter, and do not let anybody be in danger yet. End on a small action of Ines's that shows she has decided to keep something to herself.`,
}
