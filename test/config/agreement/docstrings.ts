import { join } from "node:path";
import ts from "typescript";

/** What the docstring and the type of an argument say. */
export interface Docstring {
  readonly isRequired: boolean;
  readonly text: string;
  /** `@default` as written: a JSON value, or a phrase after a dash. */
  readonly defaultTag?: string;
}

const root = join(__dirname, "../../..");

/** Every argument of an interface, through nested interfaces and arrays, by the path of its setting. */
export function docstringsOf(interfaceName: string, file: string): ReadonlyMap<string, Docstring> {
  const program = programOf(join(root, file));
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(join(root, file));
  const declaration = source?.statements.find(
    (statement) => ts.isInterfaceDeclaration(statement) && statement.name.text === interfaceName,
  );
  if (declaration === undefined) {
    throw new Error(`no interface ${interfaceName} in ${file}`);
  }
  return new Map(argumentsIn(checker.getTypeAtLocation(declaration), "", checker));
}

/** Packages are left out: their types are no settings, and reading them would take half a minute. */
function programOf(file: string): ts.Program {
  const options: ts.CompilerOptions = { strict: true, target: ts.ScriptTarget.ES2024, types: [], skipLibCheck: true };
  const host = ts.createCompilerHost(options);
  host.resolveModuleNameLiterals = (literals, containing) =>
    literals.map(({ text }) =>
      text.startsWith(".") ? ts.resolveModuleName(text, containing, options, host) : { resolvedModule: undefined },
    );
  return ts.createProgram([file], options, host);
}

function argumentsIn(type: ts.Type, prefix: string, checker: ts.TypeChecker): [string, Docstring][] {
  return type.getProperties().flatMap((property) => {
    const path = `${prefix}${property.name}`;
    const { block, path: inner } = blockOf(
      checker.getNonNullableType(checker.getTypeOfSymbol(property)),
      path,
      checker,
    );
    const nested = isOurs(block) ? argumentsIn(block, `${inner}.`, checker) : [];
    return [[path, docstringOf(property, checker)], ...nested];
  });
}

/** The type of a block, or of the entries of a list. */
function blockOf(type: ts.Type, path: string, checker: ts.TypeChecker): { block: ts.Type; path: string } {
  const [entry] = checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference) : [];
  return entry === undefined ? { block: type, path } : { block: entry, path: `${path}[]` };
}

/** Whether a type is an interface of this repository: texts and functions have properties as well. */
function isOurs(type: ts.Type): boolean {
  return (
    type.isClassOrInterface() && !/node_modules/.test(type.symbol.declarations?.[0]?.getSourceFile().fileName ?? "")
  );
}

function docstringOf(property: ts.Symbol, checker: ts.TypeChecker): Docstring {
  const tag = property.getJsDocTags(checker).find(({ name }) => name === "default");
  return {
    isRequired: (property.flags & ts.SymbolFlags.Optional) === 0,
    text: ts.displayPartsToString(property.getDocumentationComment(checker)),
    ...(tag === undefined ? {} : { defaultTag: ts.displayPartsToString(tag.text).replace(/\s+/g, " ") }),
  };
}
