import { inParallel } from "../../../scripts/pins/in-parallel";

describe("tasks in parallel", () => {
  it("keep the order of their items, whichever ends first", async () => {
    const ends: (() => void)[] = [];
    const all = inParallel(["a", "b", "c"], 3, (item) => new Promise((resolve) => ends.push(() => resolve(item))));
    ends.toReversed().forEach((end) => end());
    expect(await all).toEqual(["a", "b", "c"]);
  });

  it("are never more than allowed at a time", async () => {
    let running = 0;
    let most = 0;
    await inParallel([1, 2, 3, 4, 5], 2, async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
    });
    expect(most).toBe(2);
  });

  it("fail when one fails", async () => {
    await expect(inParallel([1], 2, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  });
});
