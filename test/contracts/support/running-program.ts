import { type AddressInfo, createServer } from "node:net";

/** A free port of the loopback interface. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Waits until a started process returns 200.
 * @throws after 50 seconds, with the log of the process
 */
export async function untilReady(url: string, log: readonly string[]): Promise<void> {
  const deadline = Date.now() + 50_000;
  while (Date.now() < deadline) {
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`timed out after 50 s waiting for ${url} to return 200:\n${log.join("")}`);
}
