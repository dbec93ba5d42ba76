using System.Globalization;

namespace TelegramBotStack.Arguments;

/// <summary>A value as a text that people can type and buttons can carry, in one culture for all.</summary>
internal static class ValueText
{
    private static readonly Dictionary<Type, ValueKind> Kinds = new ValueKind[]
    {
        new ValueKind<string>("text", text => text, value => value),
        new ValueKind<bool>("yes or no", ParseBoolean, value => value ? "yes" : "no"),
        new ValueKind<int>("a whole number", text => int.TryParse(text, Whole, Culture, out var value) ? value : null, value => value.ToString(Culture)),
        new ValueKind<long>("a whole number", text => long.TryParse(text, Whole, Culture, out var value) ? value : null, value => value.ToString(Culture)),
        new ValueKind<double>(
            "a number",
            text => double.TryParse(text, Decimal, Culture, out var value) && double.IsFinite(value) ? value : null,
            value => value.ToString("R", Culture)),
        new ValueKind<decimal>("a number", text => decimal.TryParse(text, Decimal, Culture, out var value) ? value : null, value => value.ToString(Culture)),
        new ValueKind<Guid>("an id", text => Guid.TryParse(text, out var value) ? value : null, value => value.ToString("N")),
        new ValueKind<TimeSpan>("a duration such as 30m, 2h or 1d12h", Duration.Parse, Duration.Format),
        new ValueKind<DateOnly>(
            "a date such as 2026-12-31",
            text => DateOnly.TryParseExact(text, "yyyy-M-d", Culture, DateTimeStyles.None, out var value) ? value : null,
            value => value.ToString("yyyy-MM-dd", Culture)),
        new ValueKind<TimeOnly>(
            "a time such as 14:30",
            text => TimeOnly.TryParseExact(text, ["H:mm", "H:mm:ss"], Culture, DateTimeStyles.None, out var value) ? value : null,
            value => value.ToString("HH:mm:ss", Culture)),
    }.ToDictionary(kind => kind.Type);

    private static CultureInfo Culture => CultureInfo.InvariantCulture;

    private static NumberStyles Whole => NumberStyles.AllowLeadingSign;

    private static NumberStyles Decimal => NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>How values of a type are written; one whose type may be null may be left out.</summary>
    /// <exception cref="NotSupportedException">The type has no text form.</exception>
    public static ValueKind Of(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (Kinds.TryGetValue(value, out var kind))
        {
            return kind;
        }

        return value.IsEnum
            ? new EnumKind(value)
            : throw new NotSupportedException(
                $"{type.Name} has no text form. Those that have: {string.Join(", ", Kinds.Keys.Select(known => known.Name))}, and enums.");
    }

    private static object? ParseBoolean(string text) => text.ToLowerInvariant() switch
    {
        "yes" or "true" or "on" or "1" or "y" => true,
        "no" or "false" or "off" or "0" or "n" => false,
        _ => null,
    };
}
