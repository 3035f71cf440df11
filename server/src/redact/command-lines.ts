import { HIDDEN } from './markers';
import type { IsSecretName } from './secret-names';

const VALUE = String.raw`("[^"\n]{0,1024}"|'[^'\n]{0,1024}'|[^\s"']{1,1024})`;
/** `--password=x`, `--password x`, `-Dpassword=x`. */
const OPTION = new RegExp(
  String.raw`(?<![^\s"'(=])(--?\p{L}[\p{L}\p{M}\p{N}_.-]{1,63})(=|[ \t]{1,8})(?!-)${VALUE}`,
  'gu'
);
/** Programs whose one-letter options take a password. */
const TOOL =
  /\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|mongo|mongosh|mongodump|sshpass|docker login|redis-cli|htpasswd|smbclient|curl|wget|7z|zip|unzip|ldapsearch|xfreerdp|rdesktop)\b[^\n;|&]{0,2048}/g;
const SHORT = new RegExp(String.raw`(\s-[pPawu])([ \t]{0,8})${VALUE}`, 'g');
/** `curl -u anna:secret`. */
const ACCOUNT = /^(["']?[^:\s"']{1,256}:)/;

const MAY_HOLD_OPTION = /(?:^|[\s"'(=])-/;

/** Hides what the options of command lines hold. */
export function hideInCommandLines(text: string, isSecretName: IsSecretName): string {
  if (!MAY_HOLD_OPTION.test(text)) return text;
  return text
    .replace(OPTION, (whole, option: string, separator: string) =>
      isSecretName(option.replace(/^--?D?/, ''), '') ? `${option}${separator}${HIDDEN}` : whole
    )
    .replace(TOOL, (command) =>
      command.replace(SHORT, (whole, option: string, space: string, value: string) => {
        if (!option.endsWith('u')) return `${option}${space}${HIDDEN}`;
        const account = ACCOUNT.exec(value)?.[1];
        return account ? `${option}${space}${account}${HIDDEN}` : whole;
      })
    );
}
