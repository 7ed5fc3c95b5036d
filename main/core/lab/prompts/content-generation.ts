import type { LabPrompt } from './prompt.ts'

export const contentGeneration: LabPrompt = {
  kind: 'content-generation',
  maxTokens: 256,
  text: `Write an article for the members' newsletter of a small public library in a harbour town. The library has lent tools for two years: ladders, drills, a sewing machine, a telescope, and a press for apples. The article is to tell the members what happened in that time and to win over those who have not tried it yet.

These facts must be in it. There are 214 things to borrow, of which 160 were given by members. The most wanted is the carpet cleaner, which is out on 300 days of the year and has a waiting list of two weeks. Eleven things came back broken; nine of them were mended in the monthly workshop, where retired shipwrights show others how it is done. A thing is lent for one week, free of charge, and a week more where nobody waits for it. Members under eighteen need the signature of an adult for anything with a motor. The library wants to add a second shelf in spring and asks for a wood lathe, a label printer and a good stepladder.

Begin with a short scene at the counter on a Saturday morning. Keep the tone warm and plain, without exaggeration, and do not use more than one exclamation mark. Give the article a headline and two subheadings. End with how to borrow something for the first time, in three steps, and with the opening hours: Tuesday to Friday from two until seven, Saturday from nine until one.`,
}
