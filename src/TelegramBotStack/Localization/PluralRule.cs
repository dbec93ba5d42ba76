namespace TelegramBotStack.Localization;

/// <summary>The plural forms of a language besides <see cref="PluralCategory.Other"/>, and which one a number takes.</summary>
internal sealed class PluralRule(Func<PluralOperands, PluralCategory> choose, params PluralCategory[] categories)
{
    public IReadOnlyList<PluralCategory> Categories { get; } = [.. categories, PluralCategory.Other];

    public PluralCategory Choose(object? count) => PluralOperands.TryFrom(count, out var number) ? choose(number) : PluralCategory.Other;
}

/// <summary>What plural rules ask about a number: CLDR's n, i, and whether v is 0.</summary>
internal readonly record struct PluralOperands(decimal Value, decimal Whole)
{
    public bool IsWhole => Value == Whole;

    public static bool TryFrom(object? count, out PluralOperands number)
    {
        decimal? value = count switch
        {
            int or long or short or byte or uint or ulong or ushort or sbyte or decimal => Convert.ToDecimal(count, System.Globalization.CultureInfo.InvariantCulture),
            double or float when Convert.ToDouble(count, System.Globalization.CultureInfo.InvariantCulture) is > -1e15 and < 1e15 and var real => (decimal)real,
            _ => null,
        };
        var absolute = Math.Abs(value ?? 0);
        number = new PluralOperands(absolute, decimal.Truncate(absolute));
        return value is not null;
    }
}
