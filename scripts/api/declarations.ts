import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** Declaration files of the components, as the package ships them, but without comments. */
export interface Declarations {
  readonly program: ts.Program;
  readonly entry: ts.SourceFile;
}

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  removeComments: true,
  types: [],
  noLib: true,
};

/**
 * Derives them file by file, without types that the compiler infers: no package is loaded and nothing is type-checked,
 * which takes one second instead of ten. Names from other packages stay unresolved.
 */
export function readDeclarations(root: string): Declarations {
  const texts = new Map(sourceFiles(root).map((path) => [declarationPath(path), declarationText(path)]));
  const entry = join(root, "components/index.d.ts");
  const program = ts.createProgram([entry], options, hostOf(texts));
  return { program, entry: program.getSourceFile(entry)! };
}

function sourceFiles(root: string): string[] {
  const components = readdirSync(join(root, "components"), { recursive: true, encoding: "utf8" });
  return [join(root, "versions.ts"), ...components.map((path) => join(root, "components", path))].filter((path) =>
    path.endsWith(".ts"),
  );
}

function declarationPath(path: string): string {
  return path.replace(/\.ts$/, ".d.ts");
}

function declarationText(path: string): string {
  return ts.transpileDeclaration(readFileSync(path, "utf8"), { fileName: path, compilerOptions: options }).outputText;
}

function hostOf(texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  return {
    ...host,
    fileExists: (path) => texts.has(path),
    readFile: (path) => texts.get(path),
    getSourceFile: (path, languageVersion) => {
      const text = texts.get(path);
      return text === undefined ? undefined : ts.createSourceFile(path, text, languageVersion, true);
    },
    resolveModuleNameLiterals: (names, containingFile) =>
      names.map(({ text }) => ({ resolvedModule: resolvedModule(texts, dirname(containingFile), text) })),
  };
}

function resolvedModule(
  texts: ReadonlyMap<string, string>,
  folder: string,
  name: string,
): ts.ResolvedModuleFull | undefined {
  const paths = [`${name}.d.ts`, `${name}/index.d.ts`].map((path) => join(folder, path));
  const resolvedFileName = name.startsWith(".") ? paths.find((path) => texts.has(path)) : undefined;
  return resolvedFileName === undefined ? undefined : { resolvedFileName, extension: ts.Extension.Dts };
}
