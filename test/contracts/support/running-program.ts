import { type AddressInfo, createServer } from "node:net";

/** A port of the loopback interface that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until the program answers with 200, at most 50 seconds; then says what it logged. */
export async function untilAnswers(url: string, log: readonly string[]): Promise<void> {
  const deadline = Date.now() + 50_000;
  while (Date.now() < deadline) {
    const isThere = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the program did not answer at ${url} in time:\n${log.join("")}`);
}
