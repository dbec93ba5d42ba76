namespace TelegramBotStack.Localization;

/// <summary>The plural categories of CLDR, named as in files of texts.</summary>
internal enum PluralCategory
{
    Other,
    Zero,
    One,
    Two,
    Few,
    Many,
}
