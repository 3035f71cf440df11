import { HIDDEN } from './markers';
import type { IsSecretName } from './secret-names';

const VALUE = String.raw`("[^"\n]{0,1024}"|'[^'\n]{0,1024}'|[^\s"']{1,1024})`;
/** `--password=x`, `--password x`, `-Dpassword=x`, `-storepass x`, and what a call in it is given. */
const OPTION = new RegExp(
  String.raw`(?<![^\s"'(=])(--?\p{L}[\p{L}\p{M}\p{N}_.-]{1,63})(=|[ \t]{1,8})(?!-)(\((?:[^()\n"']{0,256}|"[^"\n]{0,1024}"|'[^'\n]{0,1024}'){1,8}\)?|${VALUE.slice(1)}`,
  'gu'
);
/** `keytool -storepass x`; but `--bypass x`. */
const PASS_OPTION =
  /^-{1,2}(?:store|key|src|dest|srcstore|deststore|srckey|destkey)?pass(?:in|out)?$/i;
const COMMAND = String.raw`\b[^\n;|&]{0,2048}`;
const named = (names: string): string =>
  String.raw`(?<![\w./-])(?:[\w./-]{0,64}/)?(?:${names})(?![\w.-])`;
const BEFORE = String.raw`(?<=[ \t])`;
/** Programs whose one-letter options take a password, by the letters that do. */
const TOOLS: ReadonlyArray<readonly [tool: RegExp, short: RegExp]> = (
  [
    [
      'mysql|mysqldump|mysqladmin|mysqlimport|mariadb|mariadb-dump|mongo|mongosh|mongodump|mongorestore',
      'p',
    ],
    [
      'sshpass|docker login|podman login|buildah login|skopeo login|helm registry login|helm repo add|az login|az acr login|oc login|smbclient|7z|7za|xfreerdp|rdesktop',
      'p',
    ],
    ['htpasswd', 'b'],
    ['redis-cli', 'a'],
    ['sqlcmd|bcp|osql|isql|zip|unzip', 'P'],
    ['ldapsearch|ldapmodify|ldapadd|ldapwhoami|ldapdelete', 'w'],
    ['sshpass|psexec|rabbitmqadmin|cqlsh|influx|nsqladmin|snmpget|winexe', 'pP'],
  ] as const
).map(([tools, letters]) => [
  new RegExp(named(tools) + COMMAND, 'g'),
  new RegExp(String.raw`${BEFORE}(-[${letters}])([ \t]{0,8})(?![ \t-])${VALUE}`, 'g'),
]);
/** `curl -u anna:secret`, `curl -su anna:secret`, `--proxy-user anna:secret`. */
const ACCOUNT_TOOL = new RegExp(
  named('curl|wget|http|https|httpie|xh|smbclient|rpcclient') + COMMAND,
  'g'
);
const ACCOUNT = new RegExp(
  String.raw`${BEFORE}(-[A-Za-z]{0,8}[uUa]|--(?:proxy-)?user|--auth)(=|[ \t]{0,8})(["']?[^:%\s"']{1,256}[:%])(?!//)([^\s"']{1,1024}|(?<=["'][^"']{1,256})[^"'\n]{1,1024})`,
  'g'
);

const MAY_HOLD_OPTION = /(?:^|[\s"'(=])-/;

/** Hides what the options of command lines hold. */
export function hideInCommandLines(text: string, isSecretName: IsSecretName): string {
  if (!MAY_HOLD_OPTION.test(text)) return text;
  let result = text.replace(OPTION, (whole, option: string, separator: string) => {
    const isSecret = PASS_OPTION.test(option) || isSecretName(option.replace(/^--?D?/, ''), '');
    return isSecret ? `${option}${separator}${HIDDEN}` : whole;
  });
  for (const [tool, short] of TOOLS) {
    result = result.replace(tool, (command) => command.replace(short, `$1$2${HIDDEN}`));
  }
  return result.replace(ACCOUNT_TOOL, (command) => command.replace(ACCOUNT, `$1$2$3${HIDDEN}`));
}
