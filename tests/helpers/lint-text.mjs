/**
 * Lints files that do not exist, under the project's own rules: reads a JSON list of
 * `{ path, code }` from standard input and prints the rules that each breaks. The rules that need
 * type information are left out, since a file outside the project has none.
 */
import { text } from 'node:stream/consumers';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const root = new URL('../../', import.meta.url).pathname;
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [
    {
      ...tseslint.configs.disableTypeChecked,
      files: ['**/*.{ts,tsx}'],
      languageOptions: { parserOptions: { projectService: false, project: false } },
    },
  ],
});

const files = JSON.parse(await text(process.stdin));
const broken = [];
for (const { path, code } of files) {
  const [result] = await eslint.lintText(code, { filePath: `${root}${path}` });
  broken.push(result.messages.map(({ ruleId, message }) => ruleId ?? message));
}
process.stdout.write(JSON.stringify(broken));
