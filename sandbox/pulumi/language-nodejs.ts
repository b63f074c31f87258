/**
 * A Pulumi language host for Node.js: answers the engine over gRPC and runs the program with the SDK's own runner.
 *
 * Pulumi's host of the same name is a Go binary that no package registry serves. The protocol is small: the host
 * prints the port it listens on, reports no plugins (they are in the plugin folder), and turns one `Run` call into one
 * process. Node runs this file directly, by stripping its types.
 * @see https://github.com/pulumi/pulumi/blob/v3.259.0/proto/pulumi/language.proto
 */
import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import grpc from "@grpc/grpc-js";
import service from "@pulumi/pulumi/proto/language_grpc_pb.js";
import language from "@pulumi/pulumi/proto/language_pb.js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";

type RunRequest = InstanceType<typeof language.RunRequest>;
type RunResponse = InstanceType<typeof language.RunResponse>;

/** Exit code of the SDK's runner for an error that it has already printed; the engine then adds nothing. */
const exitCodeAfterReportedError = 32;

/** Time in which a cancelled program may end by itself. */
const cancellationGraceMilliseconds = 5_000;

const running = new Set<ChildProcess>();

/** Address of the engine: the only argument that is no flag. */
function engineAddress(args: readonly string[]): string {
  const address = args.find((argument) => !argument.startsWith("-"));
  if (address === undefined) {
    throw new Error("pulumi-language-nodejs is started by the Pulumi engine: the engine's address is missing");
  }
  return address;
}

/** Options under `runtime.options` of Pulumi.yaml. */
function runtimeOptions(request: RunRequest): Record<string, unknown> {
  return request.getInfo()?.getOptions()?.toJavaScript() ?? {};
}

function programFolder(request: RunRequest): string {
  return request.getInfo()?.getProgramDirectory() || request.getPwd();
}

/** Arguments of `@pulumi/pulumi/cmd/run`, without the program's own. */
function runnerArguments(request: RunRequest, engine: string): string[] {
  const folder = programFolder(request);
  const flags = {
    monitor: request.getMonitorAddress(),
    engine,
    project: request.getProject(),
    stack: request.getStack(),
    organization: request.getOrganization() || "organization",
    pwd: request.getPwd() || folder,
    parallel: String(request.getParallel()),
  };
  return [
    ...Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]),
    ...(request.getDryrun() ? ["--dry-run"] : []),
    join(folder, request.getInfo()?.getEntryPoint() || request.getProgram() || "."),
    ...request.getArgsList(),
  ];
}

/** The program receives the stack's configuration in its environment, as with Pulumi's own host. */
function programEnvironment(request: RunRequest): NodeJS.ProcessEnv {
  const options = runtimeOptions(request);
  return {
    ...process.env,
    PULUMI_NODEJS_TYPESCRIPT: options.typescript === false ? "false" : "true",
    ...(typeof options.tsconfig === "string" ? { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig } : {}),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(request.getConfigMap().entries())),
    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(request.getConfigsecretkeysList()),
  };
}

function startProgram(request: RunRequest, engine: string): ChildProcess {
  const folder = programFolder(request);
  // The runner of the program's own SDK: the host may be in another package than the program.
  const runner = createRequire(join(folder, "package.json")).resolve("@pulumi/pulumi/cmd/run");
  const { nodeargs } = runtimeOptions(request);
  const nodeArguments = typeof nodeargs === "string" ? nodeargs.split(" ").filter(Boolean) : [];
  return spawn(process.execPath, [...nodeArguments, runner, ...runnerArguments(request, engine)], {
    cwd: folder,
    // Inherited, because the engine shows the output of plugins: so every line appears when the program writes it.
    stdio: ["ignore", "inherit", "inherit"],
    env: programEnvironment(request),
  });
}

function stop(program: ChildProcess): void {
  program.kill("SIGTERM");
  setTimeout(() => program.kill("SIGKILL"), cancellationGraceMilliseconds).unref();
}

/** The engine's response to the end of the program. */
function outcome(exitCode: number | null, signal: NodeJS.Signals | null): RunResponse {
  const response = new language.RunResponse();
  if (exitCode === exitCodeAfterReportedError) {
    response.setBail(true);
  } else if (exitCode !== 0) {
    response.setError(
      signal === null ? `program exited with non-zero exit code: ${exitCode}` : `program was stopped by ${signal}`,
    );
  }
  return response;
}

function run(
  engine: string,
  call: grpc.ServerUnaryCall<RunRequest, RunResponse>,
  respond: grpc.sendUnaryData<RunResponse>,
): void {
  const program = startProgram(call.request, engine);
  running.add(program);
  call.on("cancelled", () => stop(program));
  program.once("error", (error) => respond({ code: grpc.status.INTERNAL, details: error.message }));
  program.once("close", (exitCode, signal) => {
    running.delete(program);
    respond(null, outcome(exitCode, signal));
  });
}

/** The methods of the protocol; all except `Run` and `Cancel` return constants. */
function handlers(engine: string): grpc.UntypedServiceImplementation {
  const unimplemented: grpc.UntypedHandleCall = (_call: unknown, respond: grpc.sendUnaryData<unknown>) =>
    respond({ code: grpc.status.UNIMPLEMENTED, details: "not implemented by the sandbox's language host" });
  const answer =
    (make: () => unknown): grpc.UntypedHandleCall =>
    (_call: unknown, respond: grpc.sendUnaryData<unknown>) =>
      respond(null, make());
  return {
    ...Object.fromEntries(Object.keys(service.LanguageRuntimeService).map((method) => [method, unimplemented])),
    run: (call: grpc.ServerUnaryCall<RunRequest, RunResponse>, respond: grpc.sendUnaryData<RunResponse>) =>
      run(engine, call, respond),
    cancel: answer(() => {
      running.forEach(stop);
      return new empty.Empty();
    }),
    getPluginInfo: answer(() => new plugin.PluginInfo()),
    getRequiredPlugins: answer(() => new language.GetRequiredPluginsResponse()),
    getRequiredPackages: answer(() => new language.GetRequiredPackagesResponse()),
    about: answer(() => {
      const response = new language.AboutResponse();
      response.setExecutable(process.execPath);
      response.setVersion(process.version);
      return response;
    }),
  };
}

const engine = engineAddress(process.argv.slice(2));
const server = new grpc.Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
server.addService(service.LanguageRuntimeService, handlers(engine));
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) {
    throw error;
  }
  // The protocol: the first line on standard output is the port.
  console.log(port);
});

// A killed engine cannot end its plugins, so this process ends when its parent has.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) {
    running.forEach((program) => program.kill("SIGKILL"));
    process.exit(1);
  }
}, 1_000).unref();

// The engine ends its plugins with an interrupt and waits ten seconds for them; a terminal sends one to all processes at once.
// A running program is ended first, so that its result still reaches the engine.
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    running.forEach(stop);
    server.tryShutdown(() => process.exit(0));
    if (running.size === 0) {
      process.exit(0);
    }
  });
}
