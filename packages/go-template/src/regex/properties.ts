/** Scripts and general categories `\\p{…}` knows; facts from the Unicode Character Database. */
const scripts =
  "Adlam Ahom Anatolian_Hieroglyphs Arabic Armenian Avestan Balinese Bamum Bassa_Vah Batak Bengali " +
  "Bhaiksuki Bopomofo Brahmi Braille Buginese Buhid Canadian_Aboriginal Carian Caucasian_Albanian " +
  "Chakma Cham Cherokee Chorasmian Common Coptic Cuneiform Cypriot Cypro_Minoan Cyrillic Deseret " +
  "Devanagari Dives_Akuru Dogra Duployan Egyptian_Hieroglyphs Elbasan Elymaic Ethiopic Georgian " +
  "Glagolitic Gothic Grantha Greek Gujarati Gunjala_Gondi Gurmukhi Han Hangul Hanifi_Rohingya " +
  "Hanunoo Hatran Hebrew Hiragana Imperial_Aramaic Inherited Inscriptional_Pahlavi " +
  "Inscriptional_Parthian Javanese Kaithi Kannada Katakana Kawi Kayah_Li Kharoshthi " +
  "Khitan_Small_Script Khmer Khojki Khudawadi Lao Latin Lepcha Limbu Linear_A Linear_B Lisu Lycian " +
  "Lydian Mahajani Makasar Malayalam Mandaic Manichaean Marchen Masaram_Gondi Medefaidrin " +
  "Meetei_Mayek Mende_Kikakui Meroitic_Cursive Meroitic_Hieroglyphs Miao Modi Mongolian Mro Multani " +
  "Myanmar Nabataean Nag_Mundari Nandinagari New_Tai_Lue Newa Nko Nushu Nyiakeng_Puachue_Hmong " +
  "Ogham Ol_Chiki Old_Hungarian Old_Italic Old_North_Arabian Old_Permic Old_Persian Old_Sogdian " +
  "Old_South_Arabian Old_Turkic Old_Uyghur Oriya Osage Osmanya Pahawh_Hmong Palmyrene Pau_Cin_Hau " +
  "Phags_Pa Phoenician Psalter_Pahlavi Rejang Runic Samaritan Saurashtra Sharada Shavian Siddham " +
  "SignWriting Sinhala Sogdian Sora_Sompeng Soyombo Sundanese Syloti_Nagri Syriac Tagalog Tagbanwa " +
  "Tai_Le Tai_Tham Tai_Viet Takri Tamil Tangsa Tangut Telugu Thaana Thai Tibetan Tifinagh Tirhuta " +
  "Toto Ugaritic Vai Vithkuqi Wancho Warang_Citi Yezidi Yi Zanabazar_Square";
const categories =
  "C Cc Cf Cn Co Cs L LC Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So " +
  "Z Zl Zp Zs";
const categoryAliases =
  "Cased_Letter=LC Close_Punctuation=Pe Combining_Mark=M Connector_Punctuation=Pc Control=Cc " +
  "Currency_Symbol=Sc Dash_Punctuation=Pd Decimal_Number=Nd Enclosing_Mark=Me Final_Punctuation=Pf " +
  "Format=Cf Initial_Punctuation=Pi Letter=L Letter_Number=Nl Line_Separator=Zl Lowercase_Letter=Ll " +
  "Mark=M Math_Symbol=Sm Modifier_Letter=Lm Modifier_Symbol=Sk Nonspacing_Mark=Mn Number=N " +
  "Open_Punctuation=Ps Other=C Other_Letter=Lo Other_Number=No Other_Punctuation=Po Other_Symbol=So " +
  "Paragraph_Separator=Zp Private_Use=Co Punctuation=P Separator=Z Space_Separator=Zs " +
  "Spacing_Mark=Mc Surrogate=Cs Symbol=S Titlecase_Letter=Lt Unassigned=Cn Uppercase_Letter=Lu " +
  "cntrl=Cc digit=Nd punct=P";

/** Whether a code point has a property. */
export type PropertyTest = (code: number) => boolean;

const tests = new Map<string, PropertyTest>();
let sources: ReadonlyMap<string, string> | undefined;

/** The test of a property by name, case and separators ignored; undefined when there is none. */
export function findProperty(name: string): PropertyTest | undefined {
  sources ??= propertySources();
  const source = sources.get(canonicalName(name));
  if (source === undefined) return undefined;
  let test = tests.get(source);
  if (!test) {
    const pattern = new RegExp(`^${source}$`, "u");
    test = (code) => pattern.test(String.fromCodePoint(code));
    tests.set(source, test);
  }
  return test;
}

/** Canonical names with the JavaScript class that tests one character. */
function propertySources(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const script of scripts.split(" ")) found.set(canonicalName(script), `\\p{sc=${script}}`);
  for (const category of categories.split(" ")) found.set(canonicalName(category), `\\p{gc=${category}}`);
  for (const alias of categoryAliases.split(" ")) {
    const [name = "", category = ""] = alias.split("=");
    found.set(canonicalName(name), `\\p{gc=${category}}`);
  }
  found.set("any", "[^]");
  found.set("assigned", "\\P{gc=Cn}");
  found.set("ascii", "[\\x00-\\x7f]");
  return found;
}

function canonicalName(name: string): string {
  return name.replace(/[_\- ]/g, "").toLowerCase();
}
