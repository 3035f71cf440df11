import { plain } from './plain-letters';
import { WIDE_PHRASES } from './secret-phrases';

/*
 * Words and parts of words that make a name secret, in the languages that fields are named in.
 * Parts are searched for in the name without its separators and accents, so they must not occur
 * inside ordinary words: the tests list such words.
 */

/** Anywhere in a name: `oldpassword`, `passwordhash`, `SMTP_PASSWORD`. */
export const SECRET_PARTS: readonly string[] = [
  // English
  ...['password', 'passwd', 'passphrase', 'passcode', 'passkey', 'credential', 'apisecret'],
  ...['clientsecret', ...WIDE_PHRASES.map((phrase) => phrase.replaceAll(' ', ''))],
  // German, Dutch, the Nordic languages
  ...['passwort', 'passwoert', 'kennwort', 'kennwoert', 'losungswort', 'geheimzahl', 'geheimwort'],
  ...['zugangscode', 'zugangsdaten', 'anmeldedaten', 'wachtwoord', 'toegangscode', 'losenord'],
  ...['adgangskode', 'passord', 'salasana'],
  ...['sicherheitsantwort', 'geheimantwort', 'sicherheitscode', 'bestatigungscode', 'einmalcode'],
  ...['kreditkartennummer', 'bankkartennummer', 'kartenprufnummer', 'kartenpruefnummer'],
  ...['creditcardnummer', 'verificatiecode', 'beveiligingscode', 'sakerhetskod', 'engangskod'],
  ...['sikkerhedskode', 'sikkerhetskode', 'turvakoodi', 'kredittkortnummer', 'kreditkortnummer'],
  ...[
    ...['api', 'zugriffs', 'zugangs', 'netzwerk', 'wlan', 'sicherheits', 'geheim', 'lizenz'],
    ...['privater', 'sitzungs', 'konto', 'aktivierungs', 'wiederherstellungs', 'signatur'],
    ...['verschlusselungs', 'verschluesselungs', 'geheimer', 'haupt'],
  ].flatMap((first) => [`${first}schlussel`, `${first}schluessel`]),
  ...['wagwoord', 'wachtwurd', 'passwuert', 'loyniord', 'adgangsord', 'tunnussana'],
  // French, Spanish, Italian, Portuguese, Romanian
  ...['motdepasse', 'motsdepasse', 'codesecret', 'clesecrete', 'cleprivee', 'contrasena'],
  ...['contrasenia', 'contrasenya', 'clavesecreta', 'claveprivada', 'clavedeacceso'],
  ...['codigosecreto', 'paroladordine', 'parolachiavesegreta', 'chiavesegreta', 'chiaveprivata'],
  ...['palavrapasse', 'palavrachavesecreta', 'codigodeacesso', 'chavesecreta', 'chaveprivada'],
  ...['reponsesecrete', 'respuestasecreta', 'respuestadeseguridad', 'rispostasegreta'],
  ...['respostasecreta', 'codedeverification', 'codedesecurite', 'codedevalidation'],
  ...['codigodeverificacion', 'codigodeseguridad', 'codicediverifica', 'codicedisicurezza'],
  ...['codigodeverificacao', 'codigodeseguranca', 'numerodecarte', 'numerocarte'],
  ...['clavedeapi', 'claveapi', 'chiaveapi', 'chaveapi', 'codigodeacceso', 'codedacces'],
  ...['codicediaccesso', 'codicedaccesso', 'contrasinal'],
  ...['numerodetarjeta', 'numerotarjeta', 'numerodicarta', 'numerodocartao', 'numerocartao'],
  // Polish, Czech, Hungarian, Turkish, Vietnamese, Indonesian
  ...['hasło', 'hasła', 'hasłem', 'heslo', 'jelszo', 'matkhau', 'katasandi', 'sifreniz'],
  ...['kodweryfikacyjny', 'numerkarty', 'overovacikod', 'cislokarty', 'kartyaszam'],
  ...['guvenlikkodu', 'dogrulamakodu', 'kartnumarası', 'kartnumarasi', 'maxacnhan', 'mabaomat'],
  ...['kodeverifikasi', 'kodekeamanan', 'nomorkartu'],
  // Croatian, Slovenian, Lithuanian, Estonian, Icelandic, Basque, Malay
  ...['lozink', 'lozinci', 'zapork', 'geslo', 'slaptazodis', 'salasona', 'parool', 'lykilorð'],
  ...['pasahitza', 'katalaluan'],
  // Albanian, Swahili, Welsh, Irish
  ...['fjalekalim', 'nenosiri', 'nenolasiri', 'cyfrinair', 'pasfhocal'],
].map(plain);

/** Scripts without capitals and accents; searched for as written, without separators. */
export const SECRET_PARTS_OF_OTHER_SCRIPTS: readonly string[] = [
  // Chinese, Japanese, Korean
  ...[
    '密码',
    '密碼',
    '口令',
    '密钥',
    '密鑰',
    '私钥',
    '令牌',
    'パスワード',
    'パスコード',
    'パスフレーズ',
  ],
  ...['暗証番号', '合言葉', '秘密鍵', 'トークン', '비밀번호', '암호'],
  ...['验证码', '驗證碼', '安全码', '安全碼', '银行卡号', '信用卡号', '銀行卡號', '信用卡號'],
  ...['認証コード', '確認コード', 'カード番号', '秘密の答え', '인증번호', '인증코드', '카드번호'],
  // Russian, Ukrainian, Greek
  ...['парол', 'лозинк', 'пинкод', 'пінкод', 'секретныйключ', 'кодподтверждения'],
  ...['кодбезопасности', 'кодпідтвердження', 'номеркарты', 'номеркартки', 'секретныйответ'],
  // Without accents, which Greek capitals do not have. A postal code is a κώδικας.
  ...['κωδικος', 'κωδικοι', 'συνθηματικ', 'αριθμοςκαρτας'],
  // Arabic, Persian, Hebrew, Hindi, Thai
  ...['كلمةالمرور', 'كلمةالسر', 'كلمةسر', 'كلمةمرور', 'الرقمالسري', 'رمزالمرور', 'رمزالدخول'],
  ...['رمزعبور', 'گذرواژه', 'סיסמה', 'סיסמא', 'पासवर्ड', 'รหัสผ่าน'],
  ...['رمزالتحقق', 'رمزالتأكيد', 'رقمالبطاقة', 'קודאימות', 'קודסודי', 'מספרכרטיס'],
  ...['ओटीपी', 'कार्डनंबर', 'รหัสลับ', 'หมายเลขบัตร', 'โทเค็น', 'کلمهعبور', 'كلمهعبور', 'پاسورڈ'],
  // Keys and tokens of those above
  ...[
    '密匙',
    '秘钥',
    '秘鑰',
    '秘匙',
    '通行码',
    '通行碼',
    'apiキー',
    'アクセスキー',
    '秘密キー',
    '暗号キー',
  ],
  ...[
    '暗号化キー',
    'シークレット',
    'パスキー',
    '토큰',
    'api키',
    '액세스키',
    '비밀키',
    '개인키',
    '인증키',
    '비번',
  ],
  ...[
    '패스워드',
    'ключapi',
    'apiключ',
    'ключдоступ',
    'ключдоступу',
    'ключшифрован',
    'закрытыйключ',
  ],
  // Georgian, Armenian, languages of India and South East Asia, Mongolian, Kazakh, Kyrgyz, Amharic
  ...['პაროლ', 'გასაღებიapi', 'գաղտնաբառ', 'পাসওয়ার্ড', 'কার্ডনম্বর', 'கடவுச்சொல்', 'పాస్వర్డ్'],
  ...['ಪಾಸ್ವರ್ಡ್', 'പാസ്വേഡ്', 'પાસવર્ડ', 'ਪਾਸਵਰਡ', 'මුරපද', 'ពាក្យសម្ងាត់', 'ລະຫັດຜ່ານ'],
  ...['စကားဝှက်', 'нууцүг', 'құпиясөз', 'сырсөз', 'የይለፍቃል'],
  // A few of these letters have no composed form.
].map((part) => part.normalize('NFKC'));

/** `секретарь` and `токенизация` are not secret. */
export const SECRET_IN_OTHER_SCRIPT = /секрет(?!ар|ор|н|иро)|токен(?!и[зс]|ом)/;

/** As whole words of a name: `clientOtp`, but not `biotope`. */
export const SECRET_WORDS: ReadonlySet<string> = new Set([
  ...['pwd', 'pswd', 'passw', 'secret', 'secrets', 'otp', 'totp', 'cvv', 'cvv2', 'cvc', 'psk'],
  ...['passwords', 'apikeys', 'geheim', 'geheimnis', 'senha', 'senhas', 'segredo', 'segreto'],
  ...['otps', 'totps', 'hotp', 'cvc2', 'cvn', 'iban', 'ibans', 'ssn', 'mpin', 'tpin', 'puk'],
  ...['cred', 'creds', 'dsn', 'hmac', 'keystore', 'userpw', 'kodeord', 'kodeordet'],
  ...['ccv', 'haslem', 'hasle', 'gesla', 'gesel', 'sifru', 'modpas'],
  ...['secreto', 'haslo', 'sifre', 'sifra', 'parola', 'pw', 'psw', 'mdp', 'пин', 'пін'],
]);

/** As whole words, unless the value is a number or a date: `maxTokens: 4096`. */
export const SECRET_TEXT_WORDS: ReadonlySet<string> = new Set([
  ...['authorization', 'cookie', 'cookies', 'jwt', 'jwts', 'bearer', 'csrf', 'xsrf', 'jeton'],
  ...['salt', 'pem', 'pfx'],
]);

/** The whole name. */
export const SECRET_NAMES: ReadonlySet<string> = new Set([...['pin', 'mnemonic']]);

/**
 * The whole name, unless a schema says that the value is a number: a `pass` of a road, the `pins` of
 * a connector, the `clave` of a product.
 */
export const SECRET_UNTYPED_NAMES: ReadonlySet<string> = new Set([
  ...['pass', 'sid', 'clave', 'pins', 'tan', 'schlussel', 'schluessel'],
]);

/** Files with private keys, unless the value is a number: `p12`, `certP12`, `pkcs12`. */
export const KEY_FILE = /^(?:cert|certificate|client|key|keystore|apns|push|ios)?p12$|pkcs(?:8|12)/;

/** `secretary` and `tokenizer` are not secret. */
export const SECRET_IN_WORD = /secret(?!ar|ion|ory|iv|e(?:d|s|te)?\b)/;
export const TOKEN_IN_WORD = /token(?!i[sz])/;
/** No word has these letters by chance. */
export const PWD_IN_WORD = /pwd/;
/** With the endings of Turkish: `şifresi`, `parolanız`. */
export const TURKISH_PASSWORD =
  /^(?:sifre|parola)(?:[mn]|si(?:n\w{0,2})?|[mn]iz\w?|y[aei]|l[ae]r\w{0,5})$|^parol(?:u|i|ni|im|ingiz)?$/;

/** Whose secret it is, where the words are joined: `userpw`, `mysshkey`. */
const OWNERS = [
  ...['smtp', 'imap', 'pop3?', 'e?mail', 'db', 'database', 'sql', 'mysql', 'pg', 'postgres'],
  ...['mongo', 'redis', 'ldap', 'ftp', 'sftp', 'ssh', 'http', 'proxy', 'vpn', 'wifi', 'wlan'],
  ...['user', 'usr', 'admin', 'root', 'owner', 'account', 'login', 'auth', 'basic', 'host'],
  ...['server', 'client', 'my', 'your', 'the', 'new', 'old', 'current', 'repeat', 'confirm'],
  ...['master', 'app', 'zip', 'cert', 'keystore', 'truststore', 'bind', 'sudo', 'become'],
  ...['store', 'require', 'router', 'key', 'web', 'site', 'wp', 'cms', 'git', 'docker', 'nas'],
  ...['smb', 'rdp', 'vnc', 'mqtt', 'amqp', 'rabbit', 'kafka', 'elastic', 'sys', 'system'],
  ...['service', 'temp', 'tmp', 'default', 'initial', 'network', 'prod', 'dev', 'test', 'stage'],
  ...['remote', 'local', 'backup', 'device', 'portal', 'pdf', 'private', 'export', 'import'],
].join('|');
export const OWNER = new RegExp(`^(?:${OWNERS})+$`);

/** Words before a password called `pass`: `smtpPass`, `DB_PASS`; but `compass` and `bypass`. */
export const PASS_OF = new RegExp(`(?:${OWNERS})(?<!test)pass$`);
export const PW_OF = new RegExp(`(?:^|${OWNERS})pw(?:hash(?:ed)?)?$`);

/** What may follow a secret and is that secret: `passHash`, `tokenValue`. */
export const TAILS: ReadonlySet<string> = new Set([
  ...['hash', 'hashed', 'encrypted', 'enc', 'confirm', 'confirmation', 'repeat', 'again', 'old'],
  ...['new', 'value', 'plain', 'plaintext', 'cleartext', 'raw', 'code'],
]);
/** The same without a border: `sshkeys`, `api_keyhash`. */
export const JOINED_TAIL = /^(?:e?s|e?n|(?:hash|value|file|text|string|secret|confirm)\w{0,5})$/;

/** With one of these, a part that has several words ends with a whole word. */
export const WORDS_OF_PARTS =
  /^(?:keys?|codes?|words?|wort|phrase|secret|passe|number|answer|seed|kode?|khau|ordine|facode)$/;
/** Parts whose first word ends other words too: `compassKey`, `presetCode`, `indoorCode`. */
export const ORDINARY_BEFORE = /^(?:passkey|reset|gate|door|pin)/;

/** A number of these is one of them: `smsToken`. */
export const TOKEN_OF =
  /(?:reset|sms|access|auth|authentication|refresh|session|api|bearer|login|signin|verification|verify|confirmation|confirm|activation|invite|invitation|csrf|security|password|recovery|unlock|otp|mfa|2fa|twofactor|magiclink|email|user|client|bot|private|secret|onetime)token$/;
/** How many, or for each of them: `costPerToken`. */
export const TOKEN_COUNT =
  /(?:max|min|used|total|num|input|output|prompt|completion|per|each|average|avg|remaining|cost)token$/;

/** A PIN of something: `cardPin`; but `mapPin`. */
export const PIN_OF =
  /(?:card|user|sim|sms|bank|door|login|security|new|old|current|confirm|access|parental|atm|debit|credit|payment|transaction|upi|account|wallet|device|unlock|alarm|voicemail|phone|reset|verify|auth|admin|customer|client|member|repeat|vault|signing|transfer)pin$/;

/** What belongs to a PIN: `pinHash`, `pin2`; but `pinColor`. */
export const OF_PIN = /^pin(?:hash(?:ed)?|encrypted|confirm(?:ation)?|repeat|again|old|new|\d)$/;

/** The number on a card; but that of a `postcard`. */
export const CARD_NUMBER = /^(?:my|the|bank|pay(?:ment)?|gift)?cardn(?:umber|um|o|r)$/;

/**
 * With such an ending, or such a beginning, a number describes secrets and is none:
 * `passwordAttempts`, `totalSecrets`.
 */
export const MEASURE_ENDINGS: ReadonlySet<string> = new Set([
  ...['age', 'attempts', 'average', 'budget', 'changes', 'content', 'cost', 'days', 'delay'],
  ...['digits', 'drift', 'duration', 'entropy', 'failures', 'frequency', 'hours', 'interval'],
  ...['iterations', 'level', 'max', 'min', 'minutes', 'percent', 'percentage', 'period', 'price'],
  ...['quota', 'rate', 'ratio', 'remaining', 'requests', 'resets', 'retries', 'rounds', 'sales'],
  ...['score', 'seconds', 'share', 'size', 'skew', 'strength', 'threshold', 'timeout', 'total'],
  ...['tries', 'ttl', 'usage', 'uses', 'version', 'views', 'visits', 'volume', 'weeks', 'window'],
]);

/** The same after a plural: `smsCodesSent`. Of one, it is that one: `otpUsed`, `smsCodeSent`. */
export const ENDINGS_OF_SEVERAL: ReadonlySet<string> = new Set([
  ...['active', 'created', 'entered', 'expired', 'generated', 'issued', 'left', 'lost', 'open'],
  ...['ordered', 'redeemed', 'registered', 'rejected', 'requested', 'reset', 'revoked', 'rotated'],
  ...['sent', 'sold', 'stored', 'unused', 'used'],
]);
export const MEASURE_BEGINNING = /^(?:num|number of|total|max|min) .*s$/;
