namespace TelegramBotStack.Localization;

/// <summary>
/// Which plural form goes with a number, by language. Source: Unicode CLDR, supplemental/plurals, cardinal rules. A language
/// that is not here has the forms of English.
/// </summary>
internal static class PluralRules
{
    private static readonly PluralRule English = new(number => number.IsWhole && number.Whole == 1 ? PluralCategory.One : PluralCategory.Other, PluralCategory.One);

    private static readonly PluralRule None = new(_ => PluralCategory.Other);

    private static readonly PluralRule ExactlyOne = new(number => number.Value == 1 ? PluralCategory.One : PluralCategory.Other, PluralCategory.One);

    private static readonly PluralRule ZeroOrOne = new(number => number.Whole == 0 || number.Value == 1 ? PluralCategory.One : PluralCategory.Other, PluralCategory.One);

    private static readonly PluralRule BelowTwo = new(number => number.Whole is 0 or 1 ? PluralCategory.One : Millions(number), PluralCategory.One, PluralCategory.Many);

    private static readonly PluralRule OneAndMillions = new(
        number => number.IsWhole && number.Whole == 1 ? PluralCategory.One : Millions(number), PluralCategory.One, PluralCategory.Many);

    private static readonly PluralRule EastSlavic = new(
        number => !number.IsWhole ? PluralCategory.Other : SlavicOne(number) ? PluralCategory.One : SlavicFew(number) ? PluralCategory.Few : PluralCategory.Many,
        PluralCategory.One, PluralCategory.Few, PluralCategory.Many);

    private static readonly PluralRule SouthSlavic = new(
        number => number.IsWhole && SlavicOne(number) ? PluralCategory.One : number.IsWhole && SlavicFew(number) ? PluralCategory.Few : PluralCategory.Other,
        PluralCategory.One, PluralCategory.Few);

    private static readonly PluralRule Polish = new(
        number => !number.IsWhole ? PluralCategory.Other : number.Whole == 1 ? PluralCategory.One : SlavicFew(number) ? PluralCategory.Few : PluralCategory.Many,
        PluralCategory.One, PluralCategory.Few, PluralCategory.Many);

    private static readonly PluralRule Czech = new(
        number => !number.IsWhole ? PluralCategory.Many : number.Whole switch
        {
            1 => PluralCategory.One,
            >= 2 and <= 4 => PluralCategory.Few,
            _ => PluralCategory.Other,
        },
        PluralCategory.One, PluralCategory.Few, PluralCategory.Many);

    private static readonly PluralRule Slovenian = new(
        number => !number.IsWhole ? PluralCategory.Few : (number.Whole % 100) switch
        {
            1 => PluralCategory.One,
            2 => PluralCategory.Two,
            3 or 4 => PluralCategory.Few,
            _ => PluralCategory.Other,
        },
        PluralCategory.One, PluralCategory.Two, PluralCategory.Few);

    private static readonly PluralRule Lithuanian = new(
        number => !number.IsWhole ? PluralCategory.Many : (number.Whole % 10, number.Whole % 100) switch
        {
            (_, >= 11 and <= 19) => PluralCategory.Other,
            (1, _) => PluralCategory.One,
            ( >= 2, _) => PluralCategory.Few,
            _ => PluralCategory.Other,
        },
        PluralCategory.One, PluralCategory.Few, PluralCategory.Many);

    private static readonly PluralRule Latvian = new(
        number => !number.IsWhole ? PluralCategory.Other : (number.Whole % 10, number.Whole % 100) switch
        {
            (0, _) or (_, >= 11 and <= 19) => PluralCategory.Zero,
            (1, _) => PluralCategory.One,
            _ => PluralCategory.Other,
        },
        PluralCategory.Zero, PluralCategory.One);

    private static readonly PluralRule Romanian = new(
        number => number.IsWhole && number.Whole == 1
            ? PluralCategory.One
            : !number.IsWhole || number.Whole == 0 || number.Whole % 100 is >= 1 and <= 19 ? PluralCategory.Few : PluralCategory.Other,
        PluralCategory.One, PluralCategory.Few);

    private static readonly PluralRule Arabic = new(
        number => !number.IsWhole ? PluralCategory.Other : (number.Whole, number.Whole % 100) switch
        {
            (0, _) => PluralCategory.Zero,
            (1, _) => PluralCategory.One,
            (2, _) => PluralCategory.Two,
            (_, >= 3 and <= 10) => PluralCategory.Few,
            (_, >= 11) => PluralCategory.Many,
            _ => PluralCategory.Other,
        },
        PluralCategory.Zero, PluralCategory.One, PluralCategory.Two, PluralCategory.Few, PluralCategory.Many);

    private static readonly PluralRule Hebrew = new(
        number => (number.IsWhole, number.Whole) switch
        {
            (true, 1) or (false, 0) => PluralCategory.One,
            (true, 2) => PluralCategory.Two,
            _ => PluralCategory.Other,
        },
        PluralCategory.One, PluralCategory.Two);

    private static readonly Dictionary<string, PluralRule> ByLanguage = new[]
    {
        (None, "id ja ko lo ms my th vi zh"),
        (ExactlyOne, "az bg da el eo eu hu ka kk ky mn nb nn no sq ta te tk tr uz"),
        (ZeroOrOne, "am bn fa gu hi kn zu"),
        (BelowTwo, "fr pt"),
        (OneAndMillions, "ca es it pt-pt"),
        (EastSlavic, "be ru uk"),
        (SouthSlavic, "bs hr sr"),
        (Polish, "pl"),
        (Czech, "cs sk"),
        (Slovenian, "sl"),
        (Lithuanian, "lt"),
        (Latvian, "lv"),
        (Romanian, "mo ro"),
        (Arabic, "ar"),
        (Hebrew, "he iw"),
    }.SelectMany(group => group.Item2.Split(' ').Select(language => (language, rule: group.Item1))).ToDictionary(one => one.language, one => one.rule, StringComparer.Ordinal);

    /// <param name="language">An IETF language tag in lower case.</param>
    public static PluralRule Of(string language)
        => ByLanguage.GetValueOrDefault(language) ?? ByLanguage.GetValueOrDefault(LanguageTag.WithoutVariant(language)) ?? English;

    private static bool SlavicOne(PluralOperands number) => number.Whole % 10 == 1 && number.Whole % 100 != 11;

    private static bool SlavicFew(PluralOperands number) => number.Whole % 10 is >= 2 and <= 4 && (number.Whole % 100) is < 12 or > 14;

    private static PluralCategory Millions(PluralOperands number)
        => number.IsWhole && number.Whole != 0 && number.Whole % 1_000_000 == 0 ? PluralCategory.Many : PluralCategory.Other;
}
