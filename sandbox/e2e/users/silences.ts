import type { HttpSession } from "../../http/http-session.js";
import { visit } from "../../http/sign-in.js";
import { silenceAuthor } from "../../matrix/request-body.js";
import type { RunningSandbox } from "../stacks/running-sandbox.js";

interface Silence {
  readonly id: string;
  readonly createdBy: string;
  readonly status: { readonly state: string };
}

/** Expires the silences that allowed requests of the matrix have created. */
export async function expireMatrixSilences(sandbox: RunningSandbox): Promise<void> {
  const editor = await sandbox.signedIn("editor");
  try {
    // A host of its own needs a session of its own.
    await visit(editor, sandbox.url("/alertmanager/"));
    const { body } = await call(editor, "GET", sandbox.url("/alertmanager/api/v2/silences"));
    const silences = JSON.parse(body) as readonly Silence[];
    const own = silences.filter(({ createdBy, status }) => createdBy === silenceAuthor && status.state !== "expired");
    for (const { id } of own) {
      await call(editor, "DELETE", sandbox.url(`/alertmanager/api/v2/silence/${id}`));
    }
  } finally {
    await editor.close();
  }
}

async function call(session: HttpSession, method: string, url: string): ReturnType<HttpSession["send"]> {
  const answer = await session.send(url, { method, headers: { accept: "application/json" } });
  if (answer.status !== 200) {
    throw new Error(`Alertmanager answered ${method} ${url} with ${answer.status}`);
  }
  return answer;
}
