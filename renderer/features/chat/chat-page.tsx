import { FirstRun } from '../../app/first-run.tsx'

/** The conversation at `conversationId`, or an empty one. */
export const ChatPage = (_props: { conversationId: string | null }) => <FirstRun>{null}</FirstRun>
