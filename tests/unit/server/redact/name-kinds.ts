/** Kinds of names of secrets that no list can have whole. */
export const SECRET_KINDS: Readonly<Record<string, readonly string[]>> = {
  'a password in short': [
    ...['userpwd', 'dbpwd', 'newpwd', 'oldpwd', 'loginpwd', 'bindpw', 'rootpw', 'adminpw', 'dbpw'],
    ...['pwdhash', 'pwhash', 'pass1', 'pass_2', 'userPass2', 'bindPass', 'bind_pass', 'sudo_pass'],
    ...['ansible_become_pass', 'storepass', 'keyPass', 'requirepass', 'routerPass', 'passHash'],
    ...['bridgePass', 'BRIDGE_PASS', 'bridge-pass', 'pass_old', 'userpassword', 'SMTPPASSWORDhash'],
    ...['userpasswordhash', 'mypassWord', 'pAsSwOrD', 'PASSWORDhash', 'userPASSWORDvalue'],
  ],
  'a key': [
    ...['sshkey', 'deploykey', 'appkey', 'wifikey', 'sharedKey', 'accountKey', 'subscriptionKey'],
    ...['Ocp-Apim-Subscription-Key', 'authKey', 'X-Auth-Key', 'AUTH_KEY', 'serverKey', 'writeKey'],
    ...['serviceRoleKey', 'adminKey', 'sessionKey', 'aesKey', 'encKey', 'cipherKey', 'privKey'],
    ...['wpaKey', 'wlanKey', 'networkKey', 'mysshkey', 'prodAppKeys', 'myapiKey', 'appkeyhash'],
  ],
  'a code': [
    ...['entryCode', 'lockCode', 'lockboxCode', 'safeCombination', 'alarmCode', 'TAN', 'smsTan'],
    ...['mTAN', 'ccv', 'ccnumber', 'seedWords', 'recoveryWords', 'walletSeed', 'connectionstring'],
  ],
  credentials: ['auth', 'basicAuth', 'authHeader', 'X-Auth', '_auth', 'masterauth'],
  'in other languages': [
    ...['токен', 'токенДоступа', 'секрет', 'ключAPI', 'секреты', '토큰', 'API키', '비번'],
    ...['APIキー', 'アクセスキー', '密匙', 'şifresi', 'parolası', 'parolanız', 'hasła', 'HASŁA'],
    ...['schlüssel', 'Schlüssel', 'schluessel', 'netzwerkschlüssel', 'Netzwerkschluessel'],
    ...['کلمه عبور', 'کلمه\u200cعبور', 'lozinku', 'lozinkom', 'პაროლი', 'გაღების პაროლი'],
    ...['գաղտնաբառ', 'ԳԱՂՏՆԱԲԱՌ', 'পাসওয়ার্ড', 'কার্ড নম্বর', 'கடவுச்சொல்', 'fjalëkalimi'],
    ...['contrasinal', 'wagwoord', 'nenosiri', 'aðgangsorð', 'şifrə', 'పాస్‌వర్డ్', 'ပစကားဝှက်'],
  ],
  'the text itself': ['passwordPlainText', 'secretText', 'passwordHint', 'salt'],
};

export const ORDINARY_KINDS: Readonly<Record<string, readonly string[]>> = {
  'made by neighbours': [
    ...['imageSlot', 'pageSlot', 'messageSlot', 'stageSlot', 'storageSlot', 'languageSlot'],
    ...['imagesLoaded', 'packagesLoaded', 'pagesLocale', 'bridgesLow', 'cacheSlot', 'theSlot'],
    ...['clothesLogo', 'hasLabel', 'hasLayout', 'hasLastPage', 'hasLanguage', 'articleApi'],
    ...['vehicleApi', 'cycleApi', 'passOrder', 'compassOrder', 'bypassKey', 'compassKey'],
    ...['presetCode', 'aggregateCode', 'delegateCode', 'indoorCode', 'outdoorCode', 'threadKey'],
    ...['sessionIdle', 'sessionIdeas', 'image_slot', 'image-slot', 'Image Slot', 'IMAGE_SLOT'],
    ...['blockCode', 'clockCode', 'cardNotes', 'typewriterKey', 'titan', 'tangent', 'countryCode'],
  ],
  'a pass that is none': [
    ...['boardingPass', 'boarding_pass', 'skiPass', 'dayPass', 'busPass', 'bypass', 'mountainPass'],
    ...[
      'seasonPass',
      'weekendPass',
      'parkingPass',
      'railPass',
      'testPass',
      'firstPass',
      'skiPass2',
    ],
    ...['didPass', 'forwardPass', 'passes', 'passRate', 'overpass', 'skipass', 'daypass'],
  ],
  'about a secret': [
    ...['cookieBanner', 'cookieConsent', 'cookieNotice', 'tokenomics', 'tokenPrice', 'tokenSymbol'],
    ...['passwordLabel', 'passwordPlaceholder', 'forgotPasswordText', 'passwordless', 'pinTitle'],
    ...['secretSanta', 'secretIngredient', 'secret_santa', 'SECRET_INGREDIENT', 'otpHelp'],
    ...['cookieDough', 'passwordlessLogin', 'apiKeyLabel', 'tokenTitle'],
  ],
  keys: [
    ...['cacheKey', 'sortKey', 'foreignKey', 'publicKey', 'translationKey', 'storageKey'],
    ...['Primärschlüssel', 'Schlüsselwort', 'keyboard', 'hotkey', 'turkey', 'whiskey'],
  ],
  'in other languages': [
    ...[
      'секретарь',
      'секретариат',
      'токенизация',
      'parole',
      'geslacht',
      'haslet',
      'łata',
      'Straße',
    ],
    ...[
      'şifreleme',
      'キーワード',
      '키워드',
      'ключевоеСлово',
      'author',
      'authored',
      'oauth',
      'authMode',
    ],
  ],
};
