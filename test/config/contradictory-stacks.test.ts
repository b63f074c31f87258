import { checkMonitoringSso } from "../../components/stack/prepare";
import { formatProblems } from "../../components/validation/problem";
import { loadStackConfig } from "../../config";
import { goodSettings, stackFileConfig } from "../../testing/stacks/bad-stacks";
import { contradictoryStacks } from "../../testing/stacks/contradictory-stacks";
import { rawStack } from "./raw-stack";

function problemsOf(settings: Readonly<Record<string, unknown>>) {
  return checkMonitoringSso(loadStackConfig(rawStack(stackFileConfig(settings))));
}

describe("a stack whose settings are each right", () => {
  it("is accepted when they go together", () => {
    expect(problemsOf(goodSettings)).toEqual([]);
  });

  it.each(contradictoryStacks.map((stack) => [stack.name, stack] as const))(
    "fails in the components with %s",
    (_, { settings, fragments }) => {
      const message = formatProblems(problemsOf(settings), "monitoring-sso:");
      for (const fragment of fragments) {
        expect(message).toContain(fragment);
      }
    },
  );
});
